// Rules and the folder they file into: they follow it where it goes. What they would make anew is told.

import { ActorSemaphoreTimeout } from '#db/per-actor-semaphore.ts'
import type { Visit } from '../imap/connections.ts'
import { isWithin } from '../imap/folder-names.ts'
import type { BoxScript } from './box-script.ts'
import type { BoxScripts } from './box-scripts.ts'
import type { Rule } from './write-script.ts'

export interface FolderMove {
  readonly from: string
  readonly to: string
  /** Own ones of the box, for answers. */
  readonly addresses: readonly string[]
}

/** Somebody else may be changing rules at the same time. */
const mostAttempts = 3

const isIn = (path: string, folder: string): boolean => path === folder || isWithin(path, folder)

/** Names of the rules in use that file into the folder, or into one that is in it. */
const filingInto = ({ active, content: { rules } }: BoxScript, folder: string): readonly string[] =>
  active
    ? rules
        .filter(
          ({ on, actions }) =>
            on && actions.some((each) => each.kind === 'file' && isIn(each.folder, folder)),
        )
        .map(({ name }) => name)
    : []

/** Null where nobody could tell. */
export async function rulesFilingInto(
  scripts: Pick<BoxScripts, 'read'>,
  visit: Visit,
  folder: string,
): Promise<readonly string[] | null> {
  const read = await scripts.read(visit)
  return read.ok ? filingInto(read.value, folder) : null
}

/**
 * Has rules file into where the folder is now. The answer is names of rules in use that go on filing into where it was, and so
 * make a folder there: of what another program decides about nothing is changed. Null where nobody could tell.
 */
export async function rulesFollow(
  scripts: BoxScripts,
  visit: Visit,
  { from, to, addresses }: FolderMove,
): Promise<readonly string[] | null> {
  for (let attempt = 1; ; attempt += 1) {
    const read = await scripts.read(visit)
    if (!read.ok) return null
    const { active, other, revision, content } = read.value
    if (
      !content.rules.some(({ actions }) =>
        actions.some((each) => each.kind === 'file' && isIn(each.folder, from)),
      )
    )
      return []
    if (!active || other !== null) return filingInto(read.value, from)
    const changing = scripts.change(visit, {
      ...{ revision, addresses, other: null, may: () => false },
      change: (before) => ({ ...before, rules: before.rules.map((rule) => followed(rule, from, to)) }),
      beforeWriting: async () => undefined,
    })
    // The folder has its new name whatever becomes of its rules.
    const written = await changing.catch((error: unknown) => {
      if (error instanceof ActorSemaphoreTimeout) return null
      throw error
    })
    if (written === null) return null
    if (written.ok) return []
    if (written.error.kind !== 'changed' || attempt === mostAttempts) return filingInto(read.value, from)
  }
}

const followed = (rule: Rule, from: string, to: string): Rule => ({
  ...rule,
  actions: rule.actions.map((each) =>
    each.kind === 'file' && isIn(each.folder, from)
      ? { ...each, folder: `${to}${each.folder.slice(from.length)}` }
      : each,
  ),
})
