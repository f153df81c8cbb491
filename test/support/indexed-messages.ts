// How far full text is with a folder: its indexer opens messages on its own, some time after they were saved.

import type { TestDovecot } from './dovecot.ts'

/** Messages of a folder that full text knows. */
export async function indexedMessages(dovecot: TestDovecot, user: string, folder: string): Promise<number> {
  const stats = await dovecot.doveadm('-f', 'tab', 'fts', 'flatcurve', 'stats', '-u', user, folder)
  const [names, values] = stats
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
  return Number(values?.[names?.indexOf('messages') ?? -1] ?? 0)
}
