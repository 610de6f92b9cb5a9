/** Writing records: ids made here, safe to send again, answered with a receipt. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { Deed } from '#engine/apply.ts';
import type { Text } from '#engine/text.ts';
import { sendSafely } from '../shell/api.ts';
import type { WriteAnswer } from '../shell/api-types.ts';
import { newId } from '../shell/new-id.ts';
import { useReceipts } from '../shell/receipts.tsx';
import type { Receipt } from '../shell/receipts.tsx';
import { textOfError } from '../shell/api.ts';

export type WriteBody = {
  readonly type: string;
  readonly id: string;
  readonly unit_id?: number | undefined;
  readonly expected_version?: number | undefined;
  readonly on_behalf_of?: string | undefined;
  readonly deeds: readonly Deed[];
};

/**
 * One id for one body: the same thing sent twice is stored once. What has been changed since is another write and gets
 * another id; the server refuses one id with two bodies.
 */
export function useWriteIds(): (body: unknown) => string {
  const last = useRef({ body: '', id: '' });
  return useCallback((body) => {
    const text = JSON.stringify(body);
    if (text !== last.current.body) last.current = { body: text, id: newId() };
    return last.current.id;
  }, []);
}

export async function sendWrites(
  writes: readonly (WriteBody & { write_id: string })[],
): Promise<readonly WriteAnswer[]> {
  const { answers } = await sendSafely<{ answers: WriteAnswer[] }>('/api/writes', { writes });
  return answers;
}

export function useWrite() {
  const idFor = useWriteIds();
  const idForSecond = useWriteIds();
  const queries = useQueryClient();
  const show = useReceipts();
  return useCallback(
    async (
      body: WriteBody,
      said: (answer: WriteAnswer) => Text,
      takeBack?: (answer: WriteAnswer) => WriteBody,
      /** Kept in the same transaction, or neither is: the contact that became this dispute. */
      together?: WriteBody,
    ): Promise<WriteAnswer> => {
      const [answer] = await sendWrites([
        { ...body, write_id: idFor(body) },
        ...(together ? [{ ...together, write_id: idForSecond(together) }] : []),
      ]);
      const reread = () =>
        queries.invalidateQueries({
          predicate: ({ queryKey }) => queryKey[0] !== 'units' && queryKey[0] !== 'periods',
        });
      void reread();
      const receipt: Receipt = {
        said: said(answer!),
        to: answer!.seen === false ? undefined : `/records/${answer!.type}/${answer!.id}`,
        lines: answer!.lines,
        notes: (answer!.warnings ?? []).map((warning) => warning.message),
      };
      const back = takeBack?.(answer!);
      show({
        ...receipt,
        takeBack:
          back &&
          (async () => {
            try {
              const [undone] = await sendWrites([{ ...back, write_id: newId() }]);
              show({ said: { en: 'Taken back.', zh: '已撤回。' }, lines: undone!.lines });
            } catch (error) {
              show({ said: textOfError(error), bad: true });
            }
            void reread();
          }),
      });
      return answer!;
    },
    [idFor, idForSecond, queries, show],
  );
}
