// A batch of communes to welcome, the communes in it, what creating them would make and what it made.

import { z } from 'zod'
import { instant, revision, uuid } from '#http/contract/route.ts'
import { localPart } from '../mailboxes/template.ts'

export const welcomeSteps = ['choose', 'domain', 'mailboxes', 'people', 'preview', 'create'] as const

/** Why a commune cannot be created, or was not: stable, a client has words for each. */
export const welcomeProblems = [
  /** Not, or no longer, a commune of this département. */
  'unknown-commune',
  /** It is here already. */
  'commune-hosted',
  'domain-invalid',
  /** Another commune of this installation or of this batch has it. */
  'domain-taken',
  /** Somebody of another commune signs in with an address of it already. */
  'people-elsewhere',
  'template-missing',
  /** The template asks for a person who runs the commune. */
  'person-missing',
  /** Two of the commune's mailboxes would have one address, or somebody signs in with it already. */
  'address-taken',
  /** A person is to write from a shared mailbox that the template does not have. */
  'unknown-mailbox',
  /** Nobody signs in with the address that was given for a person who is here already. */
  'unknown-person',
  /** The database did not answer in time; nothing of this commune was made. */
  'try-later',
  /** A mistake of the server, told in its log; nothing of this commune was made. */
  'bug',
] as const

const problem = z.object({
  code: z.enum(welcomeProblems),
  about: z.string().nullable().describe('The domain, address or name it is about.'),
})

export const welcomedPerson = z.strictObject({
  name: z.string().trim().min(1).max(200),
  localPart: z
    .union([localPart, z.literal('')])
    .describe('Before the @ of their own mailbox; empty for whoever is here already and gets none.'),
  role: z.enum(['manager', 'member']),
  shared: z
    .array(localPart)
    .max(50)
    .describe('Shared mailboxes of the commune that they read and write from, before the @.'),
  existing: z
    .email()
    .max(254)
    .transform((text) => text.toLowerCase())
    .nullable()
    .default(null)
    .describe(
      'Sign-in address of a person who is here already, or whom another commune of the batch brings: a secretary of several communes. They keep their one access and get the shared mailboxes.',
    ),
})

export const plannedPeople = z
  .array(
    welcomedPerson.refine(
      ({ existing, localPart: local, role }) =>
        existing === null ? local !== '' : local === '' && role === 'member',
      {
        path: ['localPart'],
        message: 'a new person has a name before the @; one who is here already has none, and is a member',
      },
    ),
  )
  .max(50)

export const welcomeRow = z.object({
  id: uuid,
  name: z.string(),
  step: z.enum(welcomeSteps).describe('The step that was open last.'),
  communes: z.int(),
  created: z.int(),
  failed: z.int(),
  createdBy: z.string().nullable().describe('Name of the person.'),
  createdAt: instant,
  updatedAt: instant,
  finishedAt: instant.nullable().describe('Since when every commune is created.'),
  revision,
})

export const welcomedCommuneView = z.object({
  inseeCode: z.string(),
  name: z.string(),
  postcode: z.string().nullable(),
  population: z.int().nullable(),
  domain: z.string(),
  templateId: uuid.nullable(),
  people: z.array(
    z.object({
      name: z.string(),
      localPart: z.string(),
      role: z.enum(['manager', 'member']),
      shared: z.array(z.string()),
      existing: z.string().nullable(),
    }),
  ),
  state: z.enum(['planned', 'created', 'failed']),
  problem: z.enum(welcomeProblems).nullable(),
  communeId: uuid.nullable(),
  settledAt: instant.nullable(),
})

export const welcomeView = welcomeRow.omit({ communes: true }).extend({
  communes: z.array(welcomedCommuneView),
  lettersAt: instant
    .nullable()
    .describe('When somebody of its communes was last given a code of first access: printing ends those.'),
  lettersMissing: z
    .int()
    .describe('People of its communes who have no password and were never given a code.'),
})

const importRow = z.object({
  line: z.int().min(1).describe('Of the file.'),
  inseeCode: z.string().describe('Of a line that is refused: as it was written.'),
  name: z.string().nullable(),
  domain: z.string().nullable(),
  people: z.array(z.string()),
  outcome: z.enum(['added', 'changed', 'unchanged', 'refused']),
  problem: z
    .enum([
      'unknown-column',
      'missing-column',
      'unreadable-line',
      'unknown-commune',
      'commune-hosted',
      'commune-twice',
      'domain-invalid',
      'unknown-template',
      'invalid-name',
      'mailbox-invalid',
      'address-invalid',
    ])
    .nullable(),
})

export const importReport = z.object({
  rows: z.array(importRow),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int().describe('With one refused, an import changes nothing.'),
})

export const welcomePreview = z.object({
  communes: z.array(
    z.object({
      inseeCode: z.string(),
      name: z.string(),
      state: z.enum(['planned', 'created', 'failed']),
      domain: z.string(),
      mailboxes: z.array(
        z.object({
          address: z.string(),
          label: z.string(),
          kind: z.enum(['manager', 'personal', 'shared']),
          quotaBytes: z.int(),
          people: z.array(z.string()).describe('Names of those who will open it.'),
        }),
      ),
      people: z.array(
        z.object({
          name: z.string(),
          email: z.string(),
          role: z.enum(['manager', 'member']),
          letter: z.boolean().describe('False for a person who is here already.'),
        }),
      ),
      problems: z.array(problem),
    }),
  ),
  sums: z
    .object({
      communes: z.int(),
      domains: z.int(),
      mailboxes: z.int(),
      people: z.int(),
      access: z.int(),
      letters: z.int(),
      problems: z.int(),
    })
    .describe('Of what is not created yet and has no problem; `problems` counts the communes that have one.'),
})

export const welcomeOutcome = z.object({
  communes: z.array(
    z.object({
      inseeCode: z.string(),
      name: z.string(),
      state: z.enum(['created', 'failed']),
      problem: problem.nullable(),
      communeId: uuid.nullable(),
    }),
  ),
  created: z.int(),
  failed: z.int(),
})
