// What the DNS shows of the records that a domain should have. Asked when somebody looks: nothing is remembered.

import { questionOf } from '#daemons/dns/dns-answer.ts'
import { judgeRecord, type RecordState, type WantedRecord } from '#dns/sending-records.ts'
import type { Ports } from '../ports.ts'

export interface CheckedRecord extends Pick<WantedRecord, 'purpose' | 'name' | 'type' | 'value'> {
  readonly state: RecordState | 'unknown'
  readonly found: string[]
}

/** A record of a stranger may be as long as it likes. */
const longestShown = 1_000
const mostShown = 10

export async function checkDnsRecord(askDns: Ports['askDns'], wanted: WantedRecord): Promise<CheckedRecord> {
  const { purpose, name, type, value } = wanted
  const shown = (state: CheckedRecord['state'], found: readonly string[]): CheckedRecord => ({
    ...{ purpose, name, type, value, state },
    found: found.slice(0, mostShown).map((each) => each.slice(0, longestShown)),
  })
  const question = questionOf(name, type)
  if (!question.ok) return shown('missing', [])
  const answer = await askDns(question.value)
  if (answer.kind === 'failure') return shown('unknown', [])
  const records = answer.kind === 'none' ? [] : answer.records.flatMap(lineOf)
  const { state, found } = judgeRecord(wanted, records)
  return shown(state, found)
}

type Answered = Extract<Awaited<ReturnType<Ports['askDns']>>, { readonly kind: 'records' }>['records'][number]

/** None for what is neither a mail host nor text. */
function lineOf(record: Answered): readonly string[] {
  if (isTexts(record)) return [record.join('')]
  return typeof record === 'object' && 'exchange' in record ? [`${record.priority} ${record.exchange}`] : []
}

const isTexts = (record: Answered): record is readonly string[] => Array.isArray(record)
