// What the contract says of rules, as types of the client.

import type { WebmailAnswer, WebmailInput } from '../../contract/all.ts'

export type RulesView = WebmailAnswer<'GET /boxes/{box}/rules'>
export type RuleView = RulesView['rules'][number]
export type RuleCondition = RuleView['conditions'][number]
export type RuleAction = RuleView['actions'][number]
export type Vacation = NonNullable<RulesView['vacation']>
export type Forward = NonNullable<RulesView['forward']>
/** What becomes of rules that another program wrote. */
export type OtherDecision = WebmailInput<'PUT /boxes/{box}/rules'>['body']['other']
export type RuleMatches = WebmailAnswer<'POST /boxes/{box}/rule-matches'>
