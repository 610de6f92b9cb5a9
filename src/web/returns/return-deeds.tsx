/** What can be done with a return now: send it, nil or with figures; send it back, accept, sign; send it corrected. */
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem, sendSafely, textOfError } from '../shell/api.ts';
import { useLanguage } from '../shell/language.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useWrite, useWriteIds } from '../records/writing.ts';
import type { OneReturn } from './return-types.ts';

type Props = { readonly one: OneReturn; readonly reread: () => void };

export function ReturnDeeds({ one, reread }: Props) {
  const { say } = useLanguage();
  const { may, record } = one;
  const nothing = !may.submit && !may.restate && !may.sign && may.others.length === 0;
  if (nothing && record.state === 'locked') return null;
  return (
    <section aria-labelledby="deeds-heading" className="no-print">
      <h2 id="deeds-heading">{say('To do', '办理')}</h2>
      {may.submit && <Send one={one} reread={reread} again={false} />}
      {may.sign && <Sign one={one} reread={reread} />}
      {may.others.length > 0 && <Judge one={one} reread={reread} />}
      {may.restate && <Restate one={one} reread={reread} />}
      {nothing && <p className="grey">{say(waitsFor(one))}</p>}
    </section>
  );
}

function waitsFor({ record, receiver, unit }: OneReturn): { en: string; zh: string } {
  switch (record.state) {
    case 'due':
    case 'sent_back':
      return { en: `${unit.name.en} has to send it.`, zh: `待${unit.name.zh}报送。` };
    case 'submitted':
      return receiver
        ? { en: `${receiver.name.en} looks it through.`, zh: `待${receiver.name.zh}审核。` }
        : { en: `${unit.name.en} has to sign it.`, zh: `待${unit.name.zh}签发。` };
    case 'accepted':
      return { en: `${unit.name.en} has to sign it.`, zh: `待${unit.name.zh}签发。` };
    default:
      return { en: 'Nothing is left to do.', zh: '已办结。' };
  }
}

/** The problems of the last try, said once above and at the field where there is one. */
function useTry<T>(work: (value: T) => Promise<unknown>, done: () => void) {
  const trying = useMutation({ mutationFn: work, onSuccess: done });
  const problem = trying.error instanceof ApiProblem ? trying.error : null;
  const at = (field: string) => problem?.issues.find((issue) => issue.field === field)?.message;
  const known = ['nil', 'nil_statement', 'reason', 'return_ground'];
  const above =
    trying.error && !known.some((field) => at(field)) ? textOfError(trying.error) : null;
  return { trying, at, above };
}

function useSending({ one, reread }: Props) {
  const idFor = useWriteIds();
  const show = useReceipts();
  return (path: string, body: object, said: { en: string; zh: string }) => {
    const whole = { ...body, expected_version: one.record.version };
    const write_id = idFor({ path, ...whole });
    const address = `/api/report-returns/${one.record.id}/${path}`;
    return sendSafely(address, { write_id, ...whole }).then(() => {
      show({ said });
      reread();
    });
  };
}

function Send({ one, reread, again }: Props & { again: boolean }) {
  const { say } = useLanguage();
  const send = useSending({ one, reread });
  const asNil = one.nothing && (one.form.nil_allowed ?? false);
  const [statement, setStatement] = useState('经核查，本期未发生，实行零报告。');
  const [explained, setExplained] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const explanations = one.warnings.flatMap((warning) => {
    const text = explained[`${warning.kind}/${warning.key}`]?.trim();
    return text ? [{ about: warning.says.zh.slice(0, 200), text }] : [];
  });
  const { trying, at, above } = useTry(
    () =>
      send(
        'submit',
        {
          explanations,
          ...(asNil ? { nil: true, nil_statement: statement } : {}),
          ...(again ? { reason } : {}),
        },
        again
          ? { en: 'The corrected edition is sent.', zh: '更正版已报送。' }
          : { en: 'Sent. The figures are frozen.', zh: '已报送，数字已定格。' },
      ),
    () => undefined,
  );
  return (
    <form
      className="binding"
      onSubmit={(event) => {
        event.preventDefault();
        trying.mutate();
      }}
    >
      {above && <Problem>{say(above)}</Problem>}
      {again && (
        <Area
          label={say('Why it is sent anew', '重新报送的理由')}
          value={reason}
          change={setReason}
          problem={at('reason') && say(at('reason')!)}
        />
      )}
      {asNil ? (
        <>
          <p>
            {say(
              'Nothing happened in this period. You sign that it is so:',
              '本期各项均为零，请签报零报告：',
            )}
          </p>
          <Area
            label={say('Statement', '零报告说明')}
            value={statement}
            change={setStatement}
            problem={at('nil_statement') && say(at('nil_statement')!)}
          />
        </>
      ) : (
        one.warnings.length > 0 && (
          <details>
            <summary>
              {say(
                `Explain what stands out (${one.warnings.length})`,
                `说明异常情况（${one.warnings.length}）`,
              )}
            </summary>
            {one.warnings.map((warning) => {
              const key = `${warning.kind}/${warning.key}`;
              return (
                <Area
                  key={key}
                  label={say(warning.says)}
                  value={explained[key] ?? ''}
                  change={(text) => setExplained({ ...explained, [key]: text })}
                />
              );
            })}
          </details>
        )
      )}
      {at('nil') && <Problem>{say(at('nil')!)}</Problem>}
      <button
        type="submit"
        className={again ? 'button' : 'button primary'}
        disabled={trying.isPending}
      >
        {again
          ? say('Send the corrected edition', '报送更正版')
          : asNil
            ? say('Sign and send the nil return', '签报零报告')
            : say('Freeze and send', '定格并报送')}
      </button>
    </form>
  );
}

/** What was sent is corrected by another edition, never by a changed figure. */
function Restate({ one, reread }: Props) {
  const { say } = useLanguage();
  return (
    <details>
      <summary>{say('Send a corrected edition', '报送更正版')}</summary>
      <p className="grey small">
        {say(
          'Correct the records first. The new edition counts them and says why; the earlier one stays.',
          '请先更正台账记录。更正版按更正后的台账统计并写明理由，原版保留。',
        )}
      </p>
      <Send one={one} reread={reread} again />
    </details>
  );
}

function Sign({ one, reread }: Props) {
  const { say } = useLanguage();
  const send = useSending({ one, reread });
  const { trying, above } = useTry(
    () => send('sign', {}, { en: 'Signed.', zh: '已签发。' }),
    () => undefined,
  );
  return (
    <div className="binding">
      {above && <Problem>{say(above)}</Problem>}
      <p>
        {say(
          'You answer for these figures with your name (Statistics Law 24). Returns of the units below are locked with it.',
          '签发人对所签发数据的真实性负责（统计法第二十四条）；下级同期报表随之锁定。',
        )}
      </p>
      <button
        type="button"
        className="button primary"
        disabled={trying.isPending}
        onClick={() => trying.mutate()}
      >
        {say('Sign', '签发')}
      </button>
    </div>
  );
}

function Judge({ one, reread }: Props) {
  const { say } = useLanguage();
  const write = useWrite();
  const [ground, setGround] = useState('');
  const act = (action: string, fields: Record<string, unknown>, said: { en: string; zh: string }) =>
    write(
      {
        type: 'report_return',
        id: one.record.id,
        expected_version: one.record.version,
        deeds: [{ action, fields }],
      },
      () => said,
    ).then(reread);
  const accepting = useTry(
    () => act('accept', {}, { en: 'Accepted.', zh: '审核通过。' }),
    () => undefined,
  );
  const returning = useTry(
    () => act('send_back', { return_ground: ground }, { en: 'Sent back.', zh: '已退回。' }),
    () => setGround(''),
  );
  const above = accepting.above ?? returning.above;
  return (
    <div className="binding">
      {above && <Problem>{say(above)}</Problem>}
      {one.may.others.includes('accept') && (
        <button
          type="button"
          className="button primary"
          disabled={accepting.trying.isPending}
          onClick={() => accepting.trying.mutate()}
        >
          {say('Accept', '审核通过')}
        </button>
      )}
      {one.may.others.includes('send_back') && (
        <form
          className="binding"
          onSubmit={(event) => {
            event.preventDefault();
            returning.trying.mutate();
          }}
        >
          <Area
            label={say('Why it goes back', '退回理由')}
            value={ground}
            change={setGround}
            problem={returning.at('return_ground') && say(returning.at('return_ground')!)}
          />
          <button type="submit" className="button" disabled={returning.trying.isPending}>
            {say('Send back', '退回')}
          </button>
        </form>
      )}
    </div>
  );
}

function Area({
  label,
  value,
  change,
  problem,
}: {
  label: string;
  value: string;
  change: (text: string) => void;
  problem?: string | undefined;
}) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="input"
        rows={2}
        value={value}
        onChange={(event) => change(event.target.value)}
        {...(problem ? { 'aria-invalid': true, 'aria-describedby': `${id}-problem` } : {})}
      />
      {problem && (
        <p className="field-error" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <div className="notice bad" role="alert">
      <p>{children}</p>
    </div>
  );
}
