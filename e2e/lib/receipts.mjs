// Checks the receipts of a sitting as an outsider can: nothing but the numbers the server handed
// out, SHA-256 over a tree as in RFC 6962, and the server's public key.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * @typedef {object} Proof
 * @property {number} question
 * @property {number} client
 * @property {number} sequence
 * @property {number} value
 * @property {number} arrived
 * @property {number} late
 * @property {string} number
 * @property {string} leaf
 * @property {['left' | 'right', string][]} steps
 * @property {string} root
 * @property {string} signature
 */

/** @typedef {Pick<Proof, 'number' | 'leaf' | 'steps' | 'root' | 'signature'>} Place */
/** @typedef {Place & {at: number, ended_by: string, answers: number, digest: string}} Submission */
/** @typedef {{sitting: number, public_key: string, answers: Proof[], submission: Submission | null}} Proofs */

/** @param {...Uint8Array} parts */
function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** @param {number[]} numbers */
function words(numbers) {
  const bytes = Buffer.alloc(8 * numbers.length);
  numbers.forEach((number, place) => bytes.writeBigInt64BE(BigInt(number), 8 * place));
  return bytes;
}

/**
 * Every leaf is what was stored, leads to its root, and the root is signed; so is how the paper was
 * handed in, with the digest of what counted.
 * @param {Proofs} proofs
 */
export function assertProven(proofs) {
  const x = Buffer.from(proofs.public_key, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  for (const proof of proofs.answers) {
    const { question, client, sequence, value, arrived, late } = proof;
    const leaf = sha256(Buffer.from([0]), Buffer.from('answer'), words([proofs.sitting, question, client, sequence, value, arrived, late]));
    assertPlace(proof, leaf, key);
  }
  const { submission, sitting } = proofs;
  assert.ok(submission, 'the paper was handed in');
  const { at, ended_by: by, digest } = submission;
  const leaf = sha256(
    Buffer.from([0]), Buffer.from('submission'), words([sitting, at]), Buffer.from(by), Buffer.from(digest, 'hex'),
  );
  assertPlace(submission, leaf, key);
  const counts = Object.entries(counted(proofs)).map(([question, value]) => [Number(question), value]);
  counts.sort(([one = 0], [other = 0]) => one - other);
  assert.equal(digest, sha256(words(counts.flat())).toString('hex'), 'the digest of what counted');
}

/** @param {Place} place @param {Buffer} leaf @param {import('node:crypto').KeyObject} key */
function assertPlace(place, leaf, key) {
  assert.equal(place.leaf, leaf.toString('hex'));
  const root = place.steps.reduce((below, [side, hash]) => {
    const beside = Buffer.from(hash, 'hex');
    return side === 'left' ? sha256(Buffer.from([1]), beside, below) : sha256(Buffer.from([1]), below, beside);
  }, leaf);
  assert.equal(place.root, root.toString('hex'));
  const signed = Buffer.concat([Buffer.from('touyan receipts 1\0'), root]);
  assert.ok(verify(null, signed, key, Buffer.from(place.signature, 'hex')), `the signature of ${place.number}`);
  const digits = String(leaf.readUInt16BE(1) % 10_000).padStart(4, '0');
  assert.equal(place.number, `${leaf.toString('hex', 0, 1).toUpperCase()}-${digits}`);
}

/**
 * What counts in the end: of each question the last answer that came in time.
 * @param {Proofs} proofs
 * @returns {Record<string, number>}
 */
export function counted(proofs) {
  /** @type {Record<string, Proof>} */
  const last = {};
  for (const proof of proofs.answers.filter(({ late }) => late === 0)) {
    const before = last[proof.question];
    if (!before || before.sequence < proof.sequence) last[proof.question] = proof;
  }
  return Object.fromEntries(Object.entries(last).map(([question, proof]) => [question, proof.value]));
}
