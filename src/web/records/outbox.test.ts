import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../shell/api.ts';
import { afterFailure } from './outbox.ts';

const text = { en: 'No', zh: '否' };

describe('a write that could not be sent', () => {
  it('waits while the line is broken or the session is over', () => {
    expect(afterFailure(new ApiProblem('offline', 0, text))).toBe('stop');
    expect(afterFailure(new ApiProblem('not-signed-in', 401, text))).toBe('stop');
    expect(afterFailure(new Error('who knows'))).toBe('stop');
  });
  it('stays with its reasons when it was refused', () => {
    const issue = { field: 'parties', message: text };
    expect(afterFailure(new ApiProblem('invalid', 422, text, [issue]))).toEqual([issue]);
    expect(afterFailure(new ApiProblem('wrong-state', 409, text))).toEqual([{ message: text }]);
  });
});
