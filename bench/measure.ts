/** Timing that survives a noisy machine: both sides in one run, interleaved, medians and 95th percentiles, ratios. */

export type Timing = { readonly p50_ms: number; readonly p95_ms: number; readonly runs: number };

export async function time(work: () => Promise<unknown>, runs = 30): Promise<Timing> {
  const [timing] = await timeSideBySide([work], runs);
  return timing!;
}

/** Runs each in turn, so that a slow moment of the machine meets all of them. */
export async function timeSideBySide(
  works: readonly (() => Promise<unknown>)[],
  runs = 30,
): Promise<Timing[]> {
  const times = works.map((): number[] => []);
  for (const work of works) await work();
  for (let run = 0; run < runs; run++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      await work();
      times[i]!.push(performance.now() - start);
    }
  }
  return times.map((list) => {
    const sorted = list.toSorted((a, b) => a - b);
    const at = (share: number) =>
      round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
    return { p50_ms: at(0.5), p95_ms: at(0.95), runs };
  });
}

/** Requests a second that several clients get through together. */
export async function throughput(
  work: (i: number) => Promise<unknown>,
  clients: number,
  seconds: number,
): Promise<number> {
  let done = 0;
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) await work(done++);
    }),
  );
  return round((done * 1000) / (performance.now() - start));
}

export function round(value: number): number {
  return Number(value.toPrecision(3));
}
