// A batch of communes as the API has it, and what every step gets.

import type { AdminAnswer, AdminInput } from '../../../contract/all.ts'

export type Batch = AdminAnswer<'GET /welcomes/{welcome}'>
export type WelcomedCommune = Batch['communes'][number]
export type WelcomedPerson = WelcomedCommune['people'][number]
export type Preview = AdminAnswer<'GET /welcomes/{welcome}/preview'>
export type Template = AdminAnswer<'GET /mailbox-templates'>['rows'][number]
export type Plan = AdminInput<'PUT /welcomes/{welcome}/communes/{inseeCode}'>['body']

export interface StepProps {
  readonly batch: Batch
}

/** What is read anew after a change of a batch. */
export const staleBatch = ['/welcomes'] as const

export const staleLetters = ['/welcomes', '/audit'] as const

/** What is not created yet may still be changed. */
export const changeable = ({ communes }: Batch): readonly WelcomedCommune[] =>
  communes.filter(({ state }) => state !== 'created')

/** Of a batch that is being created, commune by commune: the one that comes next. Who comes with another commune waits for it. */
export function underWay({ communes }: Pick<Batch, 'communes'>): WelcomedCommune | null {
  const open = communes.filter(({ state }) => state !== 'created')
  const coming = new Set(
    open.flatMap(({ domain, people }) =>
      people.filter(({ existing }) => existing === null).map(({ localPart }) => `${localPart}@${domain}`),
    ),
  )
  const untried = open.filter(({ state }) => state === 'planned')
  const ready = untried.find(({ people }) => people.every(({ existing }) => !coming.has(existing ?? '')))
  return ready ?? untried[0] ?? null
}

/** What somebody new is proposed to open: every office, as a table of communes gives it too. */
export const openedAtFirst = (entries: Template['entries']): readonly string[] =>
  entries.filter(({ kind }) => kind === 'shared').map(({ localPart }) => localPart)
