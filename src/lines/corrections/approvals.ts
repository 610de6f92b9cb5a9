/** What is approved and decided about somebody under correction: this line's second half, in the order of the menu. */
import { approvalCodes } from './approval-codes.ts';
import { approvalIndicators } from './approval-indicators.ts';
import { approvalMeasures } from './approval-measures.ts';
import { approvalPeriods } from './approval-rhythm.ts';
import { correctionActivity } from './correction-activity.ts';
import { correctionDecision } from './correction-decision.ts';
import { correctionLeave } from './correction-leave.ts';
import { correctionMove } from './correction-move.ts';
import { correctionPositioning } from './correction-positioning.ts';
import { correctionVenue } from './correction-venue.ts';

export const approvals = {
  records: [
    correctionLeave,
    correctionActivity,
    correctionVenue,
    correctionMove,
    correctionDecision,
    correctionPositioning,
  ],
  measures: approvalMeasures,
  indicators: approvalIndicators,
  codes: approvalCodes,
  periods: approvalPeriods,
};
