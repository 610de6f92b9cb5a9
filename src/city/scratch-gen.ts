import { timelineUntil } from './timeline.ts';
const t = performance.now();
const s = timelineUntil('2026-11-24');
console.log(s.length, 'writes', s.flatMap((x) => x.deeds).length, 'deeds', performance.now() - t, 'ms');
const c: Record<string, number> = {};
for (const x of s) for (const d of x.deeds) c[x.type + '.' + d.action] = (c[x.type + '.' + d.action] ?? 0) + 1;
console.log(c);
console.log(JSON.stringify(s.find((x) => x.type === 'dispute' && x.deeds.length > 2), null, 1).slice(0, 3000));
