/** The workflow of a record type as a Mermaid state diagram, drawn from its actions and from nothing else. */
import type { Action, AnyRecordType } from './record.ts';

export function drawWorkflow(type: AnyRecordType): string {
  const arrows = new Map<string, string[]>();
  const add = (from: string, to: string, label: string) => {
    const key = `${from === 'new' ? '[*]' : from} --> ${to}`;
    arrows.set(key, [...(arrows.get(key) ?? []), label]);
  };
  for (const action of Object.values(type.actions) as Action<any, string>[]) {
    for (const from of action.from) {
      if (typeof action.to === 'string') {
        if (from !== action.to) add(from, action.to, `${action.label.en} ${action.label.zh}`);
        continue;
      }
      if (typeof action.to === 'function')
        for (const to of targetsOf(type, action))
          if (to !== from) add(from, to, `${action.label.en} ${action.label.zh}`);
    }
  }
  const names = Object.entries(
    type.states as Record<string, { label: { en: string; zh: string } }>,
  ).map(([state, { label }]) => `  ${state} : ${label.en} ${label.zh}`);
  const lines = [...arrows].map(
    ([arrow, labels]) => `  ${arrow} : ${[...new Set(labels)].join(' · ')}`,
  );
  return ['stateDiagram-v2', ...names, ...lines].join('\n');
}

/** Where a function leads can't be read from it, so the states are those that its text names. */
function targetsOf(type: AnyRecordType, action: Action<any, string>): string[] {
  const text = String(action.to);
  return Object.keys(type.states).filter(
    (state) => text.includes(`'${state}'`) || text.includes(`"${state}"`),
  );
}
