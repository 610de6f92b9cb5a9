/**
 * What can happen to the organisation tree: bodies are added, units renamed, moved, merged, split
 * and closed, each from a day on and for a reason. Nothing is forgotten: a unit that ends stays in
 * the tree, a merged one under its successor and any other where it was, with all that was ever
 * counted in it.
 */
import { Problem } from '#engine/problem.ts';
import { rankOf } from './division-rows.ts';
import { decideOpenRecords } from './open-records.ts';
import type { OpenRecords } from './open-records.ts';
import { reorganise, refusal } from './reorganisation.ts';
import type { Decision, Reorganisation, TreeContext, TreeUnit } from './reorganisation.ts';
import { spell } from './unit-spelling.ts';

export type UnitNaming = {
  /** Without one it gets a number of our own. */
  readonly code?: string | undefined;
  readonly name: string;
  /** Without one it is made from the pinyin. */
  readonly name_en?: string | undefined;
};

export type NewBody = UnitNaming &
  Decision & { readonly parent_id: number; readonly from_day: string };

export type Ended = {
  /** What took the place of those that ended. */
  readonly units: readonly TreeUnit[];
  readonly handed_over: readonly OpenRecords[];
  /** Posts that people still hold in units that ended. */
  readonly grants: number;
};

/**
 * A body that is no division: a department, a school, an office that the city runs itself and that
 * counts under it.
 */
export async function addBody(context: TreeContext, body: NewBody): Promise<TreeUnit> {
  const { parent_id, from_day, reason, document, ...naming } = body;
  return reorganise(
    context,
    { deed: 'unit_added', detail: { parent_id, from_day } },
    async (change) => {
      const parent = await change.openUnit(parent_id);
      change.checkDay(from_day, parent);
      const unit = {
        ...named(naming),
        kind: 'body' as const,
        parent_code: parent.code,
        from_day,
        reason,
      };
      const made = (await change.create([unit], parent))[0]!;
      await change.decided('added', [made.id], from_day, { reason, document });
      return made;
    },
  );
}

export type Renaming = Decision & {
  readonly unit_id: number;
  readonly name: string;
  readonly name_en?: string | undefined;
  readonly from_day: string;
};

export async function renameUnit(context: TreeContext, renaming: Renaming): Promise<TreeUnit> {
  const { unit_id, from_day } = renaming;
  return reorganise(
    context,
    { deed: 'unit_renamed', detail: { unit_id, from_day } },
    async (change) => {
      const unit = await change.openUnit(unit_id);
      change.checkDay(from_day, unit);
      const { name, name_en } = named(renaming);
      change.undo.renamed.push({ unit_id, ...(await nameBefore(change, unit, from_day)) });
      await nameFrom(change, unit, { name, name_en, from_day });
      await change.decided('renamed', [unit.id], from_day, renaming);
      return change.unit(unit.id);
    },
  );
}

async function nameBefore(change: Reorganisation, unit: TreeUnit, day: string) {
  const { rows } = await change.client.query(
    `select name, name_en from unit_name where unit_id = $1 and from_day <= $2
      order by from_day desc, id desc limit 1`,
    [unit.id, day],
  );
  const { name, name_en } = rows[0] ?? unit;
  return { name: name as string, name_en: name_en as string };
}

/** Appends a name; what the unit is called now follows from all of them. */
export async function nameFrom(
  change: Reorganisation,
  unit: TreeUnit,
  called: { name: string; name_en?: string | undefined; from_day: string },
): Promise<void> {
  const spelling = spell(unit.kind, called.name, called.name_en);
  await change.client.query(
    'insert into unit_name (unit_id, name, name_en, from_day, recorded_by) values ($1, $2, $3, $4, $5)',
    [unit.id, spelling.name, spelling.name_en, called.from_day, change.person_id],
  );
  const today = await nameBefore(change, unit, change.today);
  const now = spell(unit.kind, today.name, today.name_en);
  await change.client.query(
    'update unit set name = $2, name_en = $3, sort_key = $4 where id = $1',
    [unit.id, now.name, now.name_en, now.sort_key],
  );
  // The keys of its former names stay: people go on using them.
  await change.client.query(
    'insert into unit_key (unit_id, kind, key) select $1, $2, unnest($3::text[]) on conflict do nothing',
    [unit.id, unit.kind, spelling.keys],
  );
}

export type Moving = {
  readonly unit_id: number;
  readonly parent_id: number;
  readonly from_day: string;
  readonly reason: string;
  readonly document?: string | undefined;
};

export async function moveUnit(context: TreeContext, moving: Moving): Promise<TreeUnit> {
  const { unit_id, parent_id, from_day, reason } = moving;
  return reorganise(
    context,
    { deed: 'unit_moved', detail: { unit_id, parent_id, from_day } },
    async (change) => {
      const unit = await change.openUnit(unit_id);
      const parent = await change.openUnit(parent_id);
      if (unit.parent_id === null)
        throw refusal('The top of the tree cannot be moved.', '最上级单位不能划转。');
      checkRanks(unit, parent);
      change.checkDay(from_day, unit);
      change.checkDay(from_day, parent);
      await change.place(unit, parent, from_day, reason);
      await change.settle();
      await change.decided('moved', [unit.id], from_day, moving);
      return change.unit(unit.id);
    },
  );
}

export type Merging = {
  readonly from: readonly number[];
  /**
   * One that is there (and may not be among `from`), or a new one; that stands where they stood
   * unless it says.
   */
  readonly into: number | (UnitNaming & { readonly parent_id?: number | undefined });
  readonly on_day: string;
  readonly reason: string;
  readonly document?: string | undefined;
};

/** What is below the merged units, and what they have in hand, goes to the successor. */
export async function mergeUnits(context: TreeContext, merging: Merging): Promise<Ended> {
  const { into, on_day, reason } = merging;
  const detail = {
    from: merging.from.join(', '),
    into: typeof into === 'number' ? into : null,
    on_day,
  };
  return reorganise(context, { deed: 'unit_merged', detail }, async (change) => {
    const ending = await all(new Set(merging.from), (id) => change.openUnit(id));
    const first = ending[0];
    if (!first) throw refusal('Say which units are merged.', '请指明被合并的单位。');
    if (ending.some((unit) => unit.parent_id === null))
      throw refusal('The top of the tree cannot be merged.', '最上级单位不能合并。');
    const successor =
      typeof into === 'number'
        ? await change.openUnit(into)
        : await newSuccessor(change, ending, into, on_day, reason);
    if (ending.some((unit) => unit.id === successor.id || successor.path.startsWith(unit.path))) {
      throw refusal(
        'A unit cannot be merged into itself or into what is below it.',
        '单位不能并入其自身或其下级。',
      );
    }
    if (ending.some((unit) => rankOf[unit.kind] !== rankOf[successor.kind])) {
      throw refusal('Only units of one level can be merged.', '只能合并同一级别的单位。');
    }
    change.checkDay(on_day, successor);
    const children = (await all(ending, (unit) => change.openChildren(unit.id))).flat();
    await change.checkLastDay(on_day, [...ending, ...children]);
    for (const child of children) await change.place(child, successor, on_day, reason);
    for (const unit of ending) {
      await change.place(unit, successor, on_day, reason);
      await change.close(unit, on_day);
    }
    await change.succeed(
      'merge',
      ending.map((unit) => [unit.id, successor.id] as const),
      on_day,
      reason,
    );
    await change.settle();
    const ended = await finish(change, ending, [successor.id], successor.id, reason);
    const units = [...ending, successor, ...children].map((unit) => unit.id);
    await change.decided('merged', units, on_day, merging);
    return ended;
  });
}

export type Splitting = {
  readonly unit_id: number;
  readonly into: readonly UnitNaming[];
  /** For every unit below: the code of the new unit to which it goes. */
  readonly children: readonly { readonly unit_id: number; readonly to_code: string }[];
  /** Which of the new ones takes over what is in hand. */
  readonly open_records_to?: string | undefined;
  readonly on_day: string;
  readonly reason: string;
  readonly document?: string | undefined;
};

/**
 * The new units stand where the old one stood; it stays there too, closed, with all that was
 * counted in it.
 */
export async function splitUnit(context: TreeContext, splitting: Splitting): Promise<Ended> {
  const { on_day, reason, open_records_to } = splitting;
  return reorganise(
    context,
    { deed: 'unit_split', detail: { unit_id: splitting.unit_id, on_day } },
    async (change) => {
      const unit = await change.openUnit(splitting.unit_id);
      if (unit.parent_id === null)
        throw refusal('The top of the tree cannot be split.', '最上级单位不能分设。');
      if (splitting.into.length < 2)
        throw refusal('A split makes two units or more.', '分设须产生两个以上单位。');
      const children = await change.openChildren(unit.id);
      await change.checkLastDay(on_day, [unit, ...children]);
      const parent = await change.unit(unit.parent_id);
      const made = await change.create(
        splitting.into.map((naming) => ({
          ...named(naming),
          kind: unit.kind,
          parent_code: parent.code,
          from_day: on_day,
          reason,
        })),
        parent,
      );
      const byCode = new Map(made.map((one) => [one.code, one]));
      for (const [child, successor] of distribute(children, splitting.children, byCode)) {
        await change.place(child, successor, on_day, reason);
      }
      const keeper = open_records_to === undefined ? null : byCode.get(open_records_to);
      if (keeper === undefined)
        throw refusal(
          `No new unit has the code ${open_records_to}.`,
          `没有代码为${open_records_to}的新单位。`,
        );
      await change.close(unit, on_day);
      await change.succeed(
        'split',
        made.map((one) => [unit.id, one.id] as const),
        on_day,
        reason,
      );
      await change.settle();
      const ids = made.map((one) => one.id);
      const ended = await finish(change, [unit], ids, keeper?.id ?? null, reason);
      const units = [unit.id, ...ids, ...children.map((child) => child.id)];
      await change.decided('split', units, on_day, splitting);
      return ended;
    },
  );
}

export type Closing = {
  readonly unit_id: number;
  readonly on_day: string;
  readonly reason: string;
  readonly document?: string | undefined;
  /** The decision on each open record: which unit takes them over. Without it the unit may have none. */
  readonly open_records_to?: number | undefined;
};

export async function closeUnit(context: TreeContext, closing: Closing): Promise<Ended> {
  const { on_day, reason, open_records_to } = closing;
  const detail = {
    unit_id: closing.unit_id,
    open_records_to: open_records_to ?? null,
    on_day,
  };
  return reorganise(context, { deed: 'unit_closed', detail }, async (change) => {
    const unit = await change.openUnit(closing.unit_id);
    const keeper = open_records_to === undefined ? null : await change.openUnit(open_records_to);
    if (keeper?.id === unit.id)
      throw refusal('It cannot take over its own records.', '不能由其自身接收。');
    const children = await change.openChildren(unit.id);
    if (children.length > 0) {
      throw refusal(
        `${unit.name} still has ${children.length} units below it. Move or close them first.`,
        `${unit.name}下尚有${children.length}个单位，请先划转或撤销。`,
        'wrong-state',
      );
    }
    await change.checkLastDay(on_day, [unit]);
    await change.close(unit, on_day);
    await change.settle();
    const ended = await finish(change, [unit], [], keeper?.id ?? null, reason);
    await change.decided('closed', [unit.id], on_day, closing);
    return ended;
  });
}

async function finish(
  change: Reorganisation,
  ended: readonly TreeUnit[],
  successors: number[],
  keeper: number | null,
  reason: string,
): Promise<Ended> {
  const to = keeper === null ? null : await change.unit(keeper);
  const handed = new Map<string, OpenRecords>();
  for (const { id } of ended) {
    // Read again: its path may be another one now.
    for (const one of await decideOpenRecords(change, await change.unit(id), to, reason)) {
      handed.set(one.type, { ...one, records: one.records + (handed.get(one.type)?.records ?? 0) });
    }
  }
  return {
    units: await all(successors, (id) => change.unit(id)),
    handed_over: [...handed.values()],
    grants: await change.grantsIn(ended.map((unit) => unit.id)),
  };
}

async function newSuccessor(
  change: Reorganisation,
  ending: TreeUnit[],
  into: UnitNaming & { parent_id?: number | undefined },
  on_day: string,
  reason: string,
) {
  const parents = new Set(ending.map((unit) => unit.parent_id!));
  const parent_id = into.parent_id ?? (parents.size === 1 ? [...parents][0]! : undefined);
  if (parent_id === undefined) {
    throw refusal(
      'The merged units stand under different ones. Say under which the new one stands.',
      '被合并单位隶属不同，请指明新单位的上级。',
    );
  }
  const parent = await change.openUnit(parent_id);
  change.checkDay(on_day, parent);
  const kind = ending[0]!.kind;
  checkRanks({ kind, name: into.name }, parent);
  const [made] = await change.create(
    [{ ...named(into), kind, parent_code: parent.code, from_day: on_day, reason }],
    parent,
  );
  return made!;
}

/**
 * Every unit below goes to one of the new ones: none may be forgotten, and none named that is not
 * there.
 */
function distribute(
  children: readonly TreeUnit[],
  wanted: Splitting['children'],
  made: ReadonlyMap<string, TreeUnit>,
) {
  const to = new Map(wanted.map((one) => [one.unit_id, one.to_code]));
  const forgotten = children.filter((child) => !made.has(to.get(child.id) ?? ''));
  const known = new Set(children.map((child) => child.id));
  const foreign = wanted.filter((one) => !known.has(one.unit_id));
  if (forgotten.length > 0 || foreign.length > 0) {
    const issues = [
      ...forgotten.map((child) => ({
        field: `children.${child.id}`,
        message: {
          en: `To which new unit does ${child.name} go?`,
          zh: `${child.name}划归哪个新单位？`,
        },
      })),
      ...foreign.map((one) => ({
        field: `children.${one.unit_id}`,
        message: { en: 'This unit is not below it.', zh: '不是其下级单位。' },
      })),
    ];
    throw new Problem(
      'invalid',
      {
        en: 'Say for every unit below to which new one it goes.',
        zh: '请为每个下级单位指定划归的新单位。',
      },
      issues,
    );
  }
  return children.map((child) => [child, made.get(to.get(child.id)!)!] as const);
}

const nameMax = 60;

function named<N extends UnitNaming>(naming: N): UnitNaming {
  const name = naming.name.trim();
  if (name === '' || name.length > nameMax || /\p{Cc}/u.test(name)) {
    throw refusal(
      `Give it a name of at most ${nameMax} characters.`,
      `请填写名称，最多${nameMax}字。`,
    );
  }
  const code = naming.code?.trim();
  if (code !== undefined && !/^[0-9A-Z][0-9A-Z-]{2,29}$/.test(code)) {
    throw refusal(
      'A code has 3 to 30 digits, capitals or hyphens.',
      '代码为3至30位数字、大写字母或连字符。',
    );
  }
  return {
    name,
    name_en: naming.name_en?.trim() || undefined,
    ...(code === undefined ? {} : { code }),
  };
}

/** A division stands under a higher one; a body under anything, and no division under a body. */
function checkRanks(unit: Pick<TreeUnit, 'kind' | 'name'>, parent: TreeUnit): void {
  if (unit.kind === 'body' || rankOf[parent.kind] < rankOf[unit.kind]) return;
  throw refusal(
    `${unit.name} cannot stand under ${parent.name}: that is not of a higher level.`,
    `${unit.name}不能隶属于${parent.name}：后者级别不高于前者。`,
  );
}

async function all<A, B>(items: Iterable<A>, work: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
