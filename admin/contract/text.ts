// What people write into a form, and what lists are narrowed by: one line each, without control characters.

import { z } from 'zod'
import { communeId, uuid } from '#http/contract/route.ts'

const oneLine = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u

/** One line of at most `most` characters, blanks around it taken away; may be empty. */
export const line = (most: number) =>
  z.string().trim().max(most).regex(oneLine, 'One line, without control characters.')

/** The same, with something in it. */
export const someText = (most: number) => line(most).min(1)

/** How a person, a mailbox, a list is called. */
export const givenName = someText(200)

/** An address; what the directory takes for one stands in core/address/email-address.ts, and the answer points here. */
export const writtenAddress = someText(320).describe('name@domain; capitals make no difference.')

export const yesOrNo = z.enum(['true', 'false'])

/** What every list of the directory can be narrowed by. */
export const directoryFilter = z.object({
  commune: communeId.optional(),
  search: line(200).optional(),
})

/** The commune that a row belongs to, named so that a list needs no second question. */
export const ofCommune = z.object({ id: uuid, name: z.string() })
