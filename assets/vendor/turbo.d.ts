// The little of Turbo that our scripts name, so that `tsc` need not read the minified file.
export const config: { drive: { progressBarDelay: number; enabled: boolean } };
export function visit(location: string | URL, options?: { action?: "advance" | "replace"; frame?: string }): void;
