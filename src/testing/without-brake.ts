/** For what measures or tests the work and not the brakes: one address, one account, as fast as it goes. */
export const withoutBrake = {
  requests_per_minute: 1e9,
  pace: { writes: 1e9, openings: 1e9, exports: 1e9 },
} as const;
