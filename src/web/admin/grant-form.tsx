/** A post to give: role, unit, lines, and from when to when. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { roles, workingRoles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { DayInput } from '../fields/day-input.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { useSay } from '../shell/language.tsx';
import { FieldError } from './parts.tsx';

export type NewGrant = {
  readonly role: Role;
  readonly unit_id: number;
  readonly lines: readonly string[];
  readonly opens_sealed?: boolean;
  readonly from_day?: string;
  readonly until_day?: string;
};

type Props = {
  readonly give: (grant: NewGrant) => Promise<unknown>;
  /** May it begin later, or end by itself? */
  readonly dated: boolean;
  readonly deed?: Text;
  readonly leave?: () => void;
  readonly children?: (error: unknown) => ReactNode;
};

const giveThis: Text = { en: 'Give this post', zh: '授予' };

export function GrantForm({ give, dated, deed = giveThis, leave, children }: Props) {
  const say = useSay();
  const [role, setRole] = useState<Role>('clerk');
  const [unit, setUnit] = useState<number | null>(null);
  const [lines, setLines] = useState<readonly string[]>(['*']);
  const [opensSealed, setOpensSealed] = useState(false);
  const [from, setFrom] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const keepsLines = (workingRoles as readonly string[]).includes(role);
  const sealed = keepsLines && opensSealed ? { opens_sealed: true } : {};
  const days = {
    ...(from ? { from_day: from } : {}),
    ...(until ? { until_day: until } : {}),
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (unit) void give({ role, unit_id: unit, lines, ...sealed, ...days }).then(setError);
      }}
    >
      {children?.(error)}
      <label className="field">
        <span className="field-label">{say('Post', '岗位')}</span>
        <select
          className="input width-middle"
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
        >
          {(Object.keys(roles) as Role[]).map((one) => (
            <option key={one} value={one}>
              {say(roles[one])}
            </option>
          ))}
        </select>
        <FieldError error={error} field="role" />
      </label>
      <div className="field">
        <span className="field-label">{say('In this unit and below', '单位（含下级）')}</span>
        <UnitPicker value={unit} onChange={setUnit} label={say('Unit', '单位')} />
        <FieldError error={error} field="unit_id" />
      </div>
      {keepsLines && <LineChoice lines={lines} change={setLines} />}
      {keepsLines && dated && (
        <div className="field">
          <label className="filter-option">
            <input
              type="checkbox"
              checked={opensSealed}
              onChange={(event) => setOpensSealed(event.target.checked)}
            />
            {say('May open what is sealed', '可查阅封存记录')}
          </label>
          <span className="field-hint">
            {say(
              'Records of minors (CPL 286). Only for whoever is in charge of them.',
              '未成年人封存记录（刑诉法286条），仅授予专管人员。',
            )}
          </span>
        </div>
      )}
      {dated &&
        (
          [
            ['from_day', say('From', '自'), from, setFrom],
            ['until_day', say('Last day', '至（含当日）'), until, setUntil],
          ] as const
        ).map(([key, label, value, set]) => (
          <div key={key} className="field">
            <span className="field-label">
              {label}
              <span className="optional">
                {key === 'from_day'
                  ? say('empty: from today', '不填：今日起')
                  : say('empty: open', '不填：不限')}
              </span>
            </span>
            <DayInput value={value} onChange={set} label={label} />
            <FieldError error={error} field={key} />
          </div>
        ))}
      <FieldError error={error} />
      <p className="button-row">
        <button type="submit" className="button primary" disabled={!unit || lines.length === 0}>
          {say(deed)}
        </button>
        {leave && (
          <button type="button" className="button quiet" onClick={leave}>
            {say('Leave it', '取消')}
          </button>
        )}
      </p>
    </form>
  );
}

type LineChoiceProps = {
  readonly lines: readonly string[];
  readonly change: (lines: readonly string[]) => void;
};

function LineChoice({ lines, change }: LineChoiceProps) {
  const say = useSay();
  return (
    <fieldset className="field">
      <legend className="field-label">{say('Lines of work', '业务')}</legend>
      <div className="choices">
        <label className="choice">
          <input
            type="checkbox"
            checked={lines.includes('*')}
            onChange={(event) => change(event.target.checked ? ['*'] : [])}
          />
          <span>{say('All', '全部')}</span>
        </label>
        {!lines.includes('*') &&
          book.lines.map((line) => (
            <label key={line.name} className="choice">
              <input
                type="checkbox"
                checked={lines.includes(line.name)}
                onChange={(event) =>
                  change(
                    event.target.checked
                      ? [...lines, line.name]
                      : lines.filter((one) => one !== line.name),
                  )
                }
              />
              <span>{say(line.label)}</span>
            </label>
          ))}
      </div>
    </fieldset>
  );
}
