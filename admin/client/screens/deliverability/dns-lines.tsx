// Records of the DNS, a line each: what is wanted, what is found, what that means, and the value to copy.

import { CopyButton } from '#ui/control/copy-button.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { useWords } from '../../words/words.tsx'

type DnsLine = AdminAnswer<'GET /deliverability/{domain}'>['records'][number]

export interface DnsLinesProps {
  readonly label: string
  readonly lines: readonly {
    readonly record: DnsLine
    /** What more is known of it, in a few words. */
    readonly note: string
    /** It is on its way out: that it is gone harms little. */
    readonly retired: boolean
  }[]
}

const kinds: Readonly<Record<DnsLine['state'], StateKind>> = {
  shown: 'ok',
  missing: 'bad',
  different: 'bad',
  unknown: 'unknown',
}

export function DnsLines({ label, lines }: DnsLinesProps) {
  const words = useWords().deliverability
  return (
    <ul className="dns-lines" aria-label={label}>
      {lines.map(({ record, note, retired }) => (
        <li key={record.name + record.purpose}>
          <div>
            <b>{words.purposes[record.purpose]}</b>
            <code>{record.name}</code>
            {note !== '' && <small>{note}</small>}
          </div>
          <dl>
            <div>
              <dt>{words.wanted}</dt>
              <dd>
                <code>{shortened(record.value)}</code>
              </dd>
            </div>
            <div>
              <dt>{words.found}</dt>
              <dd>
                <Found record={record} />
              </dd>
            </div>
          </dl>
          <div className="dns-end">
            {retired && record.state !== 'shown' ? (
              <StateLabel kind="unknown">{words.retired}</StateLabel>
            ) : (
              <StateLabel kind={kinds[record.state]}>{words.states[record.state]}</StateLabel>
            )}
            <CopyButton text={record.value} label={words.copyOf(record.name)} />
          </div>
        </li>
      ))}
    </ul>
  )
}

const longest = 100
const ending = 12

/** Of a long key, its two ends tell it from another; the button copies the whole. */
const shortened = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - ending)}…${text.slice(-ending)}`

function Found({ record: { state, found, value } }: { readonly record: DnsLine }) {
  const words = useWords().deliverability
  const [only, ...others] = found
  if (state === 'unknown') return <span className="quiet">{words.notAsked}</span>
  if (only === undefined) return <span className="quiet">{words.nothingFound}</span>
  if (state === 'shown')
    return (
      <span className="quiet">{only === value && others.length === 0 ? words.same : words.equivalent}</span>
    )
  return (
    <>
      {found.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two records may say the same.
        <code key={index} className="dns-wrong">
          {shortened(text)}
        </code>
      ))}
    </>
  )
}
