// Welcoming communes, many in one go: a batch is prepared step by step, left and taken up again, looked over without
// changing anything, then created commune by commune.

import { z } from 'zod'
import { pageOf, pageQuery, revision, routeTable, uuid } from '#http/contract/route.ts'
import { inseeCode } from './official-commune.ts'
import {
  importReport,
  plannedPeople,
  welcomedCommuneView,
  welcomeOutcome,
  welcomePreview,
  welcomeRow,
  welcomeSteps,
  welcomeView,
} from './welcome-view.ts'

const named = z.object({ welcome: uuid })
const communeNamed = named.extend({ inseeCode })
const csv = z.strictObject({
  csv: z
    .string()
    .min(1)
    .max(200_000)
    .describe(
      'With a first line of names: insee;domaine;modele;responsable;boite;membres. Only insee is needed.',
    ),
})

export const welcomeRoutes = routeTable({
  'GET /welcomes': {
    permission: 'welcome:commune',
    summary: 'Batches, the newest first.',
    query: pageQuery.extend({ finished: z.enum(['true', 'false']).optional() }),
    answer: pageOf(welcomeRow),
  },
  'POST /welcomes': {
    permission: 'welcome:commune',
    summary: 'A new, empty batch.',
    body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
    answer: welcomeView,
    status: 201,
  },
  'GET /welcomes/{welcome}': {
    permission: 'welcome:commune',
    summary: 'One batch with its communes, by name.',
    params: named,
    answer: welcomeView,
  },
  'PATCH /welcomes/{welcome}': {
    permission: 'welcome:commune',
    summary: 'Another name, or the step that is open now.',
    params: named,
    body: z.strictObject({
      revision,
      name: z.string().trim().min(1).max(200).optional(),
      step: z.enum(welcomeSteps).optional(),
    }),
    answer: welcomeView,
  },
  'DELETE /welcomes/{welcome}': {
    permission: 'welcome:commune',
    summary: 'Forgets a batch of which nothing was created; else in-use.',
    params: named,
    answer: null,
  },
  'POST /welcomes/{welcome}/communes': {
    permission: 'welcome:commune',
    summary:
      'Adds communes with the proposed domain and the default template; those that are in stay as they are.',
    params: named,
    body: z.strictObject({ inseeCodes: z.array(inseeCode).min(1).max(200) }),
    answer: welcomeView,
  },
  'PUT /welcomes/{welcome}/communes/{inseeCode}': {
    permission: 'welcome:commune',
    summary: 'What a commune of the batch will get; in-use once it is created.',
    params: communeNamed,
    body: z.strictObject({
      domain: z.string().trim().min(3).max(253),
      templateId: uuid,
      people: plannedPeople,
    }),
    answer: welcomedCommuneView,
  },
  'DELETE /welcomes/{welcome}/communes/{inseeCode}': {
    permission: 'welcome:commune',
    summary: 'Takes a commune out of the batch; in-use once it is created.',
    params: communeNamed,
    answer: null,
  },
  'POST /welcomes/{welcome}/communes/import/preview': {
    permission: 'welcome:commune',
    summary: 'What an import of this file would do.',
    params: named,
    body: csv,
    answer: importReport,
    changesNothing: true,
  },
  'POST /welcomes/{welcome}/communes/import': {
    permission: 'welcome:commune',
    summary: 'Plans the communes of a CSV file: all of them, or none when a line cannot be used.',
    params: named,
    body: csv,
    answer: importReport,
  },
  'GET /welcomes/{welcome}/preview': {
    permission: 'welcome:commune',
    summary: 'What the creation would make, and what stands in its way; changes nothing.',
    params: named,
    answer: welcomePreview,
  },
  'POST /welcomes/{welcome}/creation': {
    permission: 'welcome:commune',
    summary:
      'Creates what is not created yet, each commune for itself: one mistake does not stop the others. Asked again, it goes on with what is missing.',
    params: named,
    answer: welcomeOutcome,
    manyTransactions: true,
  },
})
