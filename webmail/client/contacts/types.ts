// What the contract calls things of contacts, as types of the client.

import type { WebmailAnswer } from '../../contract/all.ts'

export type ContactRow = WebmailAnswer<'GET /boxes/{box}/contacts'>['rows'][number]
export type ContactView = WebmailAnswer<'GET /boxes/{box}/contacts/{contact}'>
export type ContactFields = ContactView['fields']
export type GroupView = WebmailAnswer<'GET /boxes/{box}/contact-groups'>['rows'][number]
export type DirectoryEntry = WebmailAnswer<'GET /boxes/{box}/directory'>['rows'][number]
export type ImportPreview = WebmailAnswer<'POST /boxes/{box}/contact-imports/preview'>

export const noFields: ContactFields = {
  ...{ name: '', organisation: '', title: '', note: '' },
  ...{ emails: [], phones: [], postal: [] },
}
