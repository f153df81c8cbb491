// Who may change what of a box's rules, as the API decides it: buttons that it would refuse are not shown. Pure.

import { type BoxView, mayManage } from '../boxes.ts'
import type { RulesView } from './types.ts'

type Role = Pick<BoxView, 'role'>

/** Whether this person may what any change here takes beyond its own part: what it would put in use, or end, beside it. */
export function mayAnyChange(
  box: Role,
  { active, other, forward, vacation }: Pick<RulesView, 'active' | 'other' | 'forward' | 'vacation'>,
): boolean {
  if (mayManage(box)) return true
  if (other !== null) return false
  return active || (forward === null && (vacation?.on !== true || box.role === 'send'))
}
