// What the contract calls things, as types of the client; and how a box and a folder are called on the screen.

import type { WebmailAnswer, WebmailInput } from '../contract/all.ts'

export type BoxView = WebmailAnswer<'GET /boxes'>['rows'][number]
export type FolderView = WebmailAnswer<'GET /boxes/{box}/folders'>['rows'][number]
export type FolderRole = NonNullable<FolderView['role']>
export type ConversationPage = WebmailAnswer<'GET /boxes/{box}/conversations'>
export type EveryBoxPage = WebmailAnswer<'GET /conversations'>
export type ConversationRow = ConversationPage['rows'][number]
export type ConversationView = WebmailAnswer<'GET /boxes/{box}/conversation'>
export type MessageView = ConversationView['messages'][number]
export type Correspondent = MessageView['to'][number]
export type AttachmentView = MessageView['attachments'][number]
/** Of a draft: its id stays, whichever part it is by then. */
export type DraftFileView = WebmailAnswer<'PUT /boxes/{box}/drafts/{draft}'>['attachments'][number]
export type MessageBody = WebmailAnswer<'GET /boxes/{box}/message'>
type Banner = NonNullable<MessageBody['banner']>
export type BannerKind = Banner['kind']
/** What is dangerous about a file. */
export type FileDanger = Extract<Banner, { kind: 'dangerous-file' }>['mark']
export type MessageAction = WebmailInput<'POST /boxes/{box}/actions'>['body']['action']
export type Acted = WebmailAnswer<'POST /boxes/{box}/actions'>
export type ListFilter = NonNullable<WebmailInput<'GET /boxes/{box}/conversations'>['query']['filter']>

/** Names a row wherever it is listed: uids are of one folder of one box. */
export const rowKey = ({ box, folder, uid }: RowPlace): string => `${box} ${uid} ${folder}`

/** Where a row lies. */
export interface RowPlace {
  /** Id of the box. */
  readonly box: string
  readonly folder: string
  readonly uid: number
}

/** Of a role in the words of the screen, else its own. */
export const folderName = (
  folder: Pick<FolderView, 'name' | 'role'>,
  roles: Readonly<Record<FolderRole, string>>,
): string => (folder.role === null ? folder.name : roles[folder.role])

/** Of all of them together, as the tab says it. */
export const unreadOf = (boxes: readonly BoxView[]): number =>
  boxes.reduce((sum, { unread }) => sum + (unread ?? 0), 0)

/** Whether this person writes as the box. */
export const mayWriteAs = (box: BoxView): boolean =>
  box.role === 'owner' || box.role === 'send' || box.role === 'manage'

/** Whether this person decides about the box: who reads it, where its mail goes, who takes it along. */
export const mayManage = ({ role }: Pick<BoxView, 'role'>): boolean => role === 'owner' || role === 'manage'

/** Whether this person may file and mark in the box. */
export const mayFile = (box: BoxView): boolean => box.role !== 'read'
