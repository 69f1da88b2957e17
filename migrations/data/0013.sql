-- A door that is open, to a branch elsewhere.
INSERT INTO outside_door (id, purpose, subject, secret_hash, given_to, issued_by, issued_at, expires_at) VALUES
    (id(1301), 'floating.confirm', id(2), bytes(0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20), '宁波市北仑区某企业党支部', id(1), 1700000000000, 1700864000000);
