// Contacts of a box, everyone's who may open it.

import { z } from 'zod'
import { revision, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'

export const emailKinds = ['work', 'home', 'other'] as const
export const phoneKinds = ['work', 'home', 'mobile', 'other'] as const

const line = (most: number) => z.string().trim().max(most)
const address = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+$/)

export const contactFields = z.strictObject({
  name: line(200).min(1),
  organisation: line(200),
  /** What they do there. */
  title: line(200),
  emails: z.array(z.strictObject({ kind: z.enum(emailKinds), address })).max(50),
  phones: z.array(z.strictObject({ kind: z.enum(phoneKinds), number: line(60).min(1) })).max(50),
  postal: z
    .array(
      z.strictObject({
        kind: z.enum(emailKinds),
        ...{ street: line(300), postcode: line(20), city: line(100), country: line(100) },
      }),
    )
    .max(20),
  note: z.string().max(5000),
})

export const contactRow = z.object({
  id: uuid,
  name: z.string(),
  organisation: z.string(),
  /** The preferred one first. */
  addresses: z.array(z.string()),
})

export const contactView = z.object({
  id: uuid,
  revision,
  /** As they were read: what came from elsewhere may be longer than a form takes, or no address at all. */
  fields: z.object({
    ...{ name: z.string(), organisation: z.string(), title: z.string(), note: z.string() },
    emails: z.array(z.object({ kind: z.enum(emailKinds), address: z.string() })),
    phones: z.array(z.object({ kind: z.enum(phoneKinds), number: z.string() })),
    postal: z.array(
      z.object({
        kind: z.enum(emailKinds),
        ...{ street: z.string(), postcode: z.string(), city: z.string(), country: z.string() },
      }),
    ),
  }),
  groups: z.array(uuid),
})

/** Of a list that is looked at where it is scrolled to. */
export const contactPage = {
  q: z.string().max(200).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
}

const contactParams = boxParams.extend({ contact: uuid })

export const contactRoutes = routeTable({
  'GET /boxes/{box}/contacts': {
    permission: 'self',
    summary: 'Contacts of a box in the order of names.',
    params: boxParams,
    query: z.object({ ...contactPage, group: uuid.optional() }),
    answer: z.object({ rows: z.array(contactRow), total: z.int().min(0) }),
  },
  'POST /boxes/{box}/contacts': {
    permission: 'self',
    summary: 'Adds a contact.',
    params: boxParams,
    body: z.strictObject({ fields: contactFields, groups: z.array(uuid).max(200) }),
    answer: contactView,
    status: 201,
  },
  'GET /boxes/{box}/contacts/{contact}': {
    permission: 'self',
    summary: 'One contact with all that a form shows.',
    params: contactParams,
    answer: contactView,
  },
  'PUT /boxes/{box}/contacts/{contact}': {
    permission: 'self',
    summary: 'Changes a contact; what no form shows of it stays.',
    params: contactParams,
    body: z.strictObject({ revision, fields: contactFields, groups: z.array(uuid).max(200) }),
    answer: contactView,
  },
  'DELETE /boxes/{box}/contacts/{contact}': {
    permission: 'self',
    summary: 'Deletes a contact.',
    params: contactParams,
    answer: null,
  },
  'GET /boxes/{box}/contact-duplicates': {
    permission: 'self',
    summary: 'Contacts that seem to be one: of one address, or of one name.',
    params: boxParams,
    answer: z.object({
      rows: z.array(z.object({ why: z.enum(['address', 'name']), contacts: z.array(contactRow).min(2) })),
    }),
  },
  'POST /boxes/{box}/contact-merges': {
    permission: 'self',
    summary: 'Makes one of several: the first stays, and takes what the others know besides.',
    params: boxParams,
    body: z.strictObject({ contacts: z.array(uuid).min(2).max(50) }),
    answer: contactView,
  },
  'GET /boxes/{box}/contacts-file': {
    permission: 'self',
    summary: 'All contacts, or those of a group, as vCards.',
    params: boxParams,
    query: z.object({ group: uuid.optional() }),
    answer: { file: 'text/vcard' },
  },
})
