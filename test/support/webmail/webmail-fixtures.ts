// What the box of Saulieu holds in tests of the webmail's client, as the API says it.

import type { Context } from 'hono'
import type { WebmailAnswer, WebmailInput } from '#webmail/contract/all.ts'

export type SavedDraft = WebmailAnswer<'PUT /boxes/{box}/drafts/{draft}'>
export type DraftContent = WebmailInput<'PUT /boxes/{box}/drafts/{draft}'>['body']['content']
export type Attached = SavedDraft['attachments'][number]

export interface KnownDraft {
  readonly revision: string
  readonly uid: number
  readonly content: DraftContent
  readonly attachments: readonly Attached[]
  /** How often it was written. */
  readonly times: number
}

const saulieu = {
  id: '0196f0aa-0000-7000-8000-000000000001',
  address: 'mairie@mairie-saulieu.test',
}
export const at = '2026-11-23T13:12:00.000Z'
const vauthier = { name: 'Sophie Vauthier', address: 'contact@vauthier-toitures-21.test' }
const perreau = { name: 'Julie Perreau', address: 'julie.perreau@poste.test' }
export const us = { name: 'Mairie de Saulieu', address: saulieu.address }

export const messages = [
  {
    uid: 3,
    from: vauthier,
    subject: 'Toiture de l’école : facture d’acompte',
    excerpt: 'Voici la facture d’acompte',
  },
  {
    uid: 2,
    from: perreau,
    subject: 'Copie d’acte de naissance',
    excerpt: 'Bonjour, il me faudrait une copie',
  },
  { uid: 1, from: perreau, subject: 'Carte d’identité', excerpt: 'Quand puis-je passer ?' },
]
export const quote = '<blockquote><p>Voici la facture d’acompte de 30 % pour l’école.</p></blockquote>'

/** Saulieu, which the person manages, and a box that they may only read. */
export const boxRows = [
  { ...saulieu, name: 'Saulieu', kind: 'shared', role: 'manage', commune: 'Saulieu', unread: 1 },
  {
    ...{ id: '0196f0aa-0000-7000-8000-000000000002', address: 'mairie@thoisy-la-berchere.test' },
    ...{ name: 'Thoisy', kind: 'shared', role: 'read', commune: 'Thoisy-la-Berchère', unread: 0 },
  },
]

/** What an answer to a message begins with. */
export function answerOf(context: Context) {
  const found = messages.find(({ uid }) => uid === Number(context.req.query('uid')))
  const forward = context.req.query('kind') === 'forward'
  const subject = `${forward ? 'Tr : ' : 'Re : '}${found?.subject ?? ''}`
  return {
    content: {
      ...{
        from: saulieu.address,
        to: forward ? [] : [found?.from ?? perreau],
        cc: [],
        bcc: [],
        subject,
        html: '',
      },
      about: {
        kind: forward ? 'forward' : 'reply',
        place: { folder: 'INBOX', uid: found?.uid ?? 1 },
        quoted: true,
      },
      receipt: false,
    },
    quote,
    attachments: forward
      ? [{ part: '2', name: 'Facture F-118.pdf', type: 'application/pdf', bytes: 182_000 }]
      : [],
  }
}

/** Whoever is signed in. */
export const sessionOf = (shown: { readonly contentOrigin: string; readonly frame: string }) => ({
  person: {
    ...{
      id: '0196f0aa-0000-7000-8000-00000000000a',
      name: 'Claire Bonnard',
      email: 'claire@mairie-saulieu.test',
    },
    ...{ role: 'manager', factor: 'two-factor', secondFactor: true },
  },
  commune: { id: '0196f0aa-0000-7000-8000-00000000000b', name: 'Saulieu', managers: ['Hélène Morel'] },
  department: { name: 'Côte-d’Or', number: '21', phone: '03 53 01 02 03' },
  ...{ ...shown, expiresAt: '2026-12-23T13:12:00.000Z' },
})

/** Of Saulieu, with as many drafts as there are. */
export const foldersOf = (drafts: ReadonlyMap<string, KnownDraft>) =>
  (['INBOX', 'Sent', 'Drafts', 'Archive', 'Trash'] as const).map((path) => ({
    ...{ path, name: path, opens: true, unread: path === 'INBOX' ? 1 : 0 },
    role: path === 'INBOX' ? 'inbox' : path.toLowerCase(),
    total: path === 'Drafts' ? drafts.size : path === 'INBOX' ? messages.length : 0,
  }))

/** The one page of a folder. */
export function pageOf(drafts: ReadonlyMap<string, KnownDraft>, folder: string) {
  const plain = {
    box: saulieu.id,
    at,
    count: 1,
    flagged: false,
    answered: false,
    attachments: false,
    labels: [],
  }
  const rows =
    folder === 'INBOX'
      ? messages.map(({ uid, from, subject, excerpt }) => ({
          ...{
            ...plain,
            folder,
            uid,
            uids: [uid],
            subject,
            excerpt,
            unread: uid === 3 ? 1 : 0,
            draft: false,
          },
          people: [{ ...from, me: false }],
        }))
      : folder === 'Drafts'
        ? [...drafts.values()].map(({ uid, content }) => ({
            ...{
              ...plain,
              folder,
              uid,
              uids: [uid],
              subject: content.subject,
              excerpt: '',
              unread: 0,
              draft: true,
            },
            people: content.to.map((each) => ({ ...each, me: false })),
          }))
        : []
  return { rows, total: rows.length, more: false, state: JSON.stringify(rows.map(({ uid }) => uid)) }
}

/** A message of the inbox, read. */
export const messageOf = ({ uid, from, subject, excerpt }: (typeof messages)[number]) => ({
  ...{
    place: { folder: 'INBOX', uid },
    from,
    me: false,
    to: [us],
    cc: [],
    bcc: [],
    replyTo: [],
    subject,
    at,
    excerpt,
  },
  ...{ unread: false, flagged: false, answered: false, draft: false, attachments: [], bytes: 2048 },
})
