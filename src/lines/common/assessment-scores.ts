/**
 * The scores of an assessment: their words and points come from the standard, each item is scored
 * once, and photos are asked for.
 */
import type { Issue } from '#engine/problem.ts';
import type { Paper } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import type { Assessment } from './assessment-record.ts';

/** Enough points, and no must-have at zero. */
export function passes(r: Pick<Assessment, 'inspector_total' | 'pass_mark' | 'vetoed'>): boolean {
  return (
    r.inspector_total !== null &&
    r.inspector_total >= (r.pass_mark ?? Infinity) &&
    r.vetoed !== true
  );
}

/** What is judged and how far: an assessment, or an honour with a tree of conditions. */
type Sheet = Pick<Assessment, 'items' | 'scores'>;

export function* checkScores(r: Sheet): Generator<Issue> {
  const leaves = new Set(leavesOf(r.items).map((item) => item.code));
  const seen = new Set<string | null>();
  for (const [i, score] of r.scores.entries()) {
    if (!leaves.has(score.item_code)) {
      yield {
        field: `scores.${i}.item_code`,
        message: {
          en: `The standard has no item ${score.item_code} to score.`,
          zh: `标准中没有可评分的项目“${score.item_code}”。`,
        },
      };
    }
    if (seen.has(score.item_code)) {
      yield {
        field: `scores.${i}.item_code`,
        message: {
          en: `Item ${score.item_code} is scored twice.`,
          zh: `项目“${score.item_code}”重复评分。`,
        },
      };
    }
    seen.add(score.item_code);
    for (const whose of ['self_score', 'inspector_score'] as const) {
      if ((score[whose] ?? 0) > (score.points_max ?? 0)) {
        yield {
          field: `scores.${i}.${whose}`,
          message: {
            en: `At most ${score.points_max} points here.`,
            zh: `本项最高${score.points_max}分。`,
          },
        };
      }
    }
    if (
      score.inspector_score !== null &&
      score.inspector_score < (score.self_score ?? 0) &&
      !score.reason
    ) {
      yield {
        field: `scores.${i}.reason`,
        warning: true,
        message: {
          en: 'Say why the inspection gave less than the self-check.',
          zh: '检查评分低于自评分的，请写明理由。',
        },
      };
    }
  }
}

/** The register can be wrong, and then whoever was there says why: what differs from it has a reason. */
export function* checkWhyOtherwise(r: Sheet): Generator<Issue> {
  for (const [i, { register_score, inspector_score, reason }] of r.scores.entries()) {
    if (register_score === null || inspector_score === register_score || reason) continue;
    yield {
      field: `scores.${i}.reason`,
      message: {
        en: `The register says ${register_score} points here. Say why the inspection gives others.`,
        zh: `台账核对本项为${register_score}分，检查评分与之不同的，请写明理由。`,
      },
    };
  }
}

export function* checkScored(r: Sheet, of: 'self_score' | 'inspector_score'): Generator<Issue> {
  const missing = leavesOf(r.items).filter(
    (item) => (r.scores.find((s) => s.item_code === item.code)?.[of] ?? null) === null,
  );
  if (missing.length === 0) return;
  const codes = missing.map((item) => item.code).join('、');
  yield {
    field: 'scores',
    message: {
      en: `Items without a score: ${codes.replaceAll('、', ', ')}. Score them all.`,
      zh: `以下项目未评分：${codes}，请全部评分。`,
    },
  };
}

/** Where no register can answer, a photo or a copy does: one paper for each item that asks for evidence. */
export function evidencePapers(r: Pick<Sheet, 'items'>): Paper[] {
  return leavesOf(r.items)
    .filter((item) => item.evidence && !item.question)
    .map((item, i) => ({
      name: `item-${item.code}`,
      order: i + 1,
      label: {
        en: `${item.code} ${item.item_en ?? 'evidence'}`,
        zh: `${item.code} ${(item.item ?? '').split('：')[0]}（${item.evidence}）`,
      },
      required: 'as_needed',
      signature: 'none',
    }));
}
