// What the contract says of drafts and of what was sent, as types of the client; and what an empty one is.

import type { WebmailAnswer, WebmailInput } from '../../../contract/all.ts'
import type { BoxView } from '../../boxes.ts'

type Write = WebmailInput<'PUT /boxes/{box}/drafts/{draft}'>['body']
export type DraftContent = Write['content']
export type Recipient = DraftContent['to'][number]
export type Copied = Omit<Write['copies'][number], 'id'>
export type NamedCopy = Write['copies'][number]
export type SavedDraft = WebmailAnswer<'PUT /boxes/{box}/drafts/{draft}'>
export type OutgoingView = WebmailAnswer<'GET /boxes/{box}/outbox'>['rows'][number]
export type AnswerKind = WebmailInput<'GET /boxes/{box}/answer'>['query']['kind']
export type SendingQuestion = Extract<
  WebmailAnswer<'POST /boxes/{box}/outbox'>,
  { kind: 'questions' }
>['questions'][number]
export type LeakKind = Extract<SendingQuestion, { kind: 'leak' }>['leaks'][number]['leak']

export const recipientFields = ['to', 'cc', 'bcc'] as const
export type RecipientField = (typeof recipientFields)[number]

/** Of the box itself, and to nobody yet. */
export const blankContent = (from: string): DraftContent => ({
  ...{ from, to: [], cc: [], bcc: [], subject: '', html: '' },
  about: null,
  receipt: false,
})

/** Nothing that anybody would miss: whom it answers and who sends it are known without it. */
export const isBlank = ({ to, cc, bcc, subject, html }: DraftContent): boolean =>
  to.length + cc.length + bcc.length === 0 && subject.trim() === '' && isBlankHtml(html)

/** No letter and no picture in it. */
export const isBlankHtml = (html: string): boolean =>
  !/<img\b/i.test(html) && html.replace(/<[^>]*>|&nbsp;|\s/g, '') === ''

/** Whether this person may write as the box. */
export const mayWrite = ({ role }: BoxView): boolean => role !== 'read' && role !== 'write'
