// A file of contacts taken over: looked at first, as often as one likes, and written once. Nothing of it is kept between.

import { z } from 'zod'
import { routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'

export const mostImportedContacts = 5000
export const mostImportedBytes = 8 * 1024 * 1024
const bodyBytes = Math.ceil((mostImportedBytes * 4) / 3) + 16 * 1024

/** The file as it is, in base64: which letters its octets stand for is found out here. */
const file = z.base64().max(bodyBytes)

export const importedContact = z.object({
  /** Its place in the file, from 0. */
  at: z.int().min(0),
  name: z.string(),
  organisation: z.string(),
  addresses: z.array(z.string()),
  phones: z.array(z.string()),
  /** `known`: there is one of the same identifier or address, or of the same name where it has no address. `twice`: earlier in the file. */
  state: z.enum(['new', 'known', 'twice']),
  /** Whom it seems to be. */
  like: z.object({ id: uuid, name: z.string() }).nullable(),
})

export const contactImportRoutes = routeTable({
  'POST /boxes/{box}/contact-imports/preview': {
    permission: 'self',
    summary: 'What a file of vCards or a table would bring.',
    params: boxParams,
    body: z.strictObject({ file }),
    maxBodyBytes: bodyBytes,
    changesNothing: true,
    answer: z.object({
      format: z.enum(['vcard', 'csv']),
      rows: z.array(importedContact),
      /** Entries of the file that say nobody, or cannot be read. */
      unusable: z.int().min(0),
    }),
  },
  'POST /boxes/{box}/contact-imports': {
    permission: 'self',
    summary: 'Takes over what a preview of the same file showed.',
    params: boxParams,
    body: z.strictObject({
      file,
      /** Of those who are known: leave them as they are, let them take what is new of them, or have them twice. */
      known: z.enum(['skip', 'merge', 'add']),
      without: z.array(z.int().min(0)).max(mostImportedContacts),
      /** A group that all of them are put into. */
      group: uuid.nullable(),
    }),
    maxBodyBytes: bodyBytes,
    answer: z.object({ added: z.int().min(0), merged: z.int().min(0), skipped: z.int().min(0) }),
  },
})
