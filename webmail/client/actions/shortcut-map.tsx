// The map of the keyboard, with the switch that turns single keys on; and whom to call.

import { Checkbox } from '#ui/control/checkbox.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { useShortcutsOn } from './use-shortcuts.ts'
import './shortcut-map.css'

export function ShortcutMap() {
  const { shortcuts: words, frame } = useWords()
  const { phone } = useSession().department
  const [on, turn] = useShortcutsOn()
  const { does, keys, groups } = words
  return (
    <>
      <Checkbox isSelected={on} onChange={turn}>
        {words.switch}
      </Checkbox>
      <div className="key-groups">
        <KeyGroup
          title={groups.read}
          rows={[
            [does.nextPrevious, ['j', 'k']],
            [does.open, ['o', words.or, keys.enter]],
            [does.back, ['u']],
            [does.search, ['/']],
            [does.go, ['g', words.after, 'b', 'e', 'd']],
            [does.map, ['?']],
          ]}
        />
        <KeyGroup
          title={groups.file}
          rows={[
            [does.archive, ['e']],
            [does.delete, [keys.delete]],
            [does.move, ['v']],
            [does.snooze, ['b']],
            [does.label, ['l']],
            [does.flag, ['s']],
            [does.unread, [keys.shift, 'u']],
            [does.junk, ['i']],
            [does.select, ['x']],
          ]}
        />
        <KeyGroup
          title={groups.write}
          rows={[
            [does.write, ['c']],
            [does.reply, ['r']],
            [does.replyAll, ['a']],
            [does.forward, ['f']],
          ]}
        />
        <KeyGroup
          title={groups.always}
          rows={[
            [does.send, [keys.control, keys.enter]],
            [does.goTo, [keys.control, 'k']],
            [does.undo, [keys.control, 'z']],
            [does.region, ['F6']],
            [does.close, [keys.escape]],
          ]}
        />
      </div>
      {phone !== null && (
        <p>
          {frame.support} <b className="nowrap">{phone}</b>
        </p>
      )}
    </>
  )
}

interface KeyGroupProps {
  readonly title: string
  /** Words between keys are those of more than one letter that are no key. */
  readonly rows: readonly (readonly [does: string, keys: readonly string[]])[]
}

function KeyGroup({ title, rows }: KeyGroupProps) {
  const { or, after } = useWords().shortcuts
  return (
    <section>
      <h3>{title}</h3>
      <dl className="key-rows">
        {rows.map(([does, keys]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) =>
                key === or || key === after ? <span key={key}>{key}</span> : <kbd key={key}>{key}</kbd>,
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
