// What rspamd sees in a message once it has taken it apart, handed over by a rule of ours (the generator of rspamd
// writes it) so that nobody parses MIME twice. It holds words of the message: it is never logged and never kept.

import { z } from 'zod'

/** Lua has one word for an empty list and an empty table. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), z.strictObject({}).transform((): z.output<Item>[] => [])])

const attachment = z.object({
  /** As the sender wrote it, empty when there is none. */
  name: z.string(),
  /** Its Content-Disposition and Content-Type, as far as they name it: rspamd takes one name of several. */
  naming: listOf(z.string()).optional(),
  /** `type/subtype` as the sender declared it. */
  declared: z.string(),
  /** Extension that the content itself speaks for (exe, docm, zip …), empty when unknown. */
  detected: z.string(),
  bytes: z.number(),
  /** Marks that only the content can give. */
  marks: listOf(z.string()),
  archive: z
    .object({
      type: z.string(),
      encrypted: z.boolean(),
      unreadable: z.boolean(),
      /** How many files it lists, of which `files` are the first; 10,001 stands for more. */
      count: z.number(),
      /** Octets of all of them when unpacked, as the archive says. */
      unpacked: z.number(),
      /** Paths, long ones without their beginning. */
      files: listOf(z.string()),
    })
    .optional(),
})

export const observationSchema = z.object({
  /** Decoded display name and address of From. */
  from: z.object({ name: z.string(), address: z.string() }),
  replyTo: z.string(),
  subject: z.string(),
  /** Visible text of all text parts, decoded, the first 24 KiB. */
  text: z.string(),
  attachments: listOf(attachment),
  /** False when there were more files, or longer names, than are looked at. */
  allAttachments: z.boolean().default(true),
})

export type Observation = z.infer<typeof observationSchema>
export type ObservedAttachment = Observation['attachments'][number]

/** Of a message that was not taken apart. */
export const nothingObserved: Observation = {
  from: { name: '', address: '' },
  replyTo: '',
  subject: '',
  text: '',
  attachments: [],
  allAttachments: true,
}
