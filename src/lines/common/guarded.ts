/** How a field of a guarded line is kept. */

/** Encrypted; whoever may open the record reads it. */
export const secret = { secret: true } as const;
/** Masked until opened with a purpose, and encrypted. */
export const hidden = { private: true, secret: true } as const;
