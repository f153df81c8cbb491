// The map of the keyboard, with the switch that turns single keys on and the way to have others.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { type KeyCommand, keyCommands } from '../../contract/shortcut-words.ts'
import { useChangeSettings, useSettings } from '../settings/use-settings.ts'
import { useAllWords } from '../words/later-part.tsx'
import { keysOf, type ShownKeys, withKey } from './custom-shortcuts.ts'
import { KeyGroup, type KeyRow } from './key-group.tsx'
import './shortcut-map.css'

export function ShortcutMap() {
  const { shortcuts: words } = useAllWords()
  const { shortcuts: on, keys: own } = useSettings()
  const change = useChangeSettings()
  const [changing, setChanging] = useState(false)
  const [said, setSaid] = useState('')
  const { does, keys: names, groups } = words
  const keys = keysOf(own)
  const of = (command: KeyCommand): KeyRow => ({ does: does[command], keys: [{ command }] })
  const always = (text: string, ...fixed: readonly string[]): KeyRow => ({
    does: text,
    keys: fixed.map((key) => ({ key })),
  })
  const choose = (command: KeyCommand, key: string): void => {
    if (key === keys.get(command)) return
    const next = withKey(own, command, key)
    change({ keys: next })
    const now = keysOf(next)
    setSaid(
      [command, ...changedBeside(command, keys, now)]
        .map((each) => words.nowHas(does[each], words.keyName(now.get(each))))
        .join(' '),
    )
  }
  const groupProps = { shown: keys, changing, onChoose: choose }
  return (
    <>
      <Checkbox isSelected={on} onChange={(next) => change({ shortcuts: next })}>
        {words.switch}
      </Checkbox>
      {changing && <p className="key-hint">{words.changingHint}</p>}
      <div className="key-groups">
        <KeyGroup
          {...groupProps}
          title={groups.read}
          rows={[
            ...[of('next'), of('previous')],
            changing
              ? of('open')
              : { does: does.open, keys: [{ command: 'open' }, words.or, { key: names.enter }] },
            ...[of('back'), of('search')],
            {
              does: does.go,
              keys: [{ command: 'go' }, words.after, ...['b', 'e', 'd'].map((key) => ({ key }))],
            },
            of('map'),
          ]}
        />
        <KeyGroup
          {...groupProps}
          title={groups.file}
          rows={(
            [
              'archive',
              'delete',
              'move',
              'snooze',
              'label',
              'flag',
              'unread',
              'junk',
              'select',
              'undo',
            ] as const
          ).map(of)}
        />
        <KeyGroup
          {...groupProps}
          title={groups.write}
          rows={(['write', 'reply', 'reply-all', 'forward'] as const).map(of)}
        />
        <KeyGroup
          {...groupProps}
          title={groups.always}
          rows={[
            always(words.send, names.control, names.enter),
            always(words.goTo, names.control, 'k'),
            always(does.undo, names.control, 'z'),
            always(words.region, 'F6'),
            always(words.close, names.escape),
          ]}
        />
      </div>
      <p className="heard" role="status">
        {said}
      </p>
      <div className="key-actions">
        <Button
          onPress={() => {
            setChanging(!changing)
            // It stands above, where somebody who listens has been already.
            setSaid(changing ? '' : words.changingHint)
          }}
        >
          {changing ? words.changed : words.change}
        </Button>
        {changing && (
          <Button
            onPress={() => {
              change({ keys: {} })
              setSaid(words.asAtFirst)
            }}
          >
            {words.restore}
          </Button>
        )}
      </div>
    </>
  )
}

const changedBeside = (command: KeyCommand, before: ShownKeys, now: ShownKeys): readonly KeyCommand[] =>
  keyCommands.filter((each) => each !== command && before.get(each) !== now.get(each))
