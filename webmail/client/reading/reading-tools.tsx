// Over an open conversation: what can be done with it, and the way to its neighbours.

import {
  Archive,
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  Clock,
  Ellipsis,
  ListFilter,
  Mail,
  OctagonAlert,
  Star,
  Trash2,
} from 'lucide-react'
import { useRef, useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { BareButton, BareIconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Menu } from '#ui/overlay/menu.tsx'
import { MoveMenu } from '../actions/move-menu.tsx'
import type { BoxView } from '../boxes.ts'
import { type ConversationView, type FolderView, type MessageAction, mayFile } from '../boxes.ts'
import { LabelMenu } from '../labels/label-menu.tsx'
import { maySnooze } from '../snooze/may-snooze.ts'
import { type SnoozeAsked, SnoozeFrom } from '../snooze/snooze-from.tsx'
import { SnoozeMenu } from '../snooze/snooze-menu.tsx'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import { PrintButton } from './print-button.tsx'

export interface ReadingToolsProps {
  readonly box: BoxView
  /** Null until it is there. */
  readonly view: ConversationView | null
  readonly folder: string
  readonly folders: readonly FolderView[]
  readonly flagged: boolean
  /** Ids. */
  readonly labels: readonly string[]
  /** Place in the list, from 0; null where it is not known. */
  readonly position: { readonly at: number; readonly of: number } | null
  readonly onAct: (action: MessageAction) => void
  /** Null while it is not known about which message. */
  readonly onRule: (() => void) | null
  readonly onNext: (() => void) | null
  readonly onPrevious: (() => void) | null
  readonly onClose: () => void
}

export function ReadingTools(props: ReadingToolsProps) {
  const { box, view, position, onNext, onPrevious, onClose } = props
  const { reading, list } = useWords()
  const format = useFormat()
  return (
    <div className="tools" role="toolbar" aria-label={list.actionsOnConversation}>
      <span className="tools-back">
        <BareIconButton label={reading.back} onPress={onClose}>
          <ArrowLeft aria-hidden />
        </BareIconButton>
        <Cachet name={box.commune} size={30} filled />
        <span className="cut">{box.address.replace(/@.*$/, '@…')}</span>
      </span>
      {mayFile(box) && <FilingTools {...props} />}
      <PrintButton box={box} view={view} />
      <span className="tools-end">
        {position !== null && (
          <span className="tools-position">
            {reading.position(format.number(position.at + 1), format.number(position.of))}
          </span>
        )}
        <BareIconButton
          label={reading.previous}
          isDisabled={onPrevious === null}
          onPress={() => onPrevious?.()}
        >
          <ChevronUp aria-hidden />
        </BareIconButton>
        <BareIconButton label={reading.next} isDisabled={onNext === null} onPress={() => onNext?.()}>
          <ChevronDown aria-hidden />
        </BareIconButton>
      </span>
    </div>
  )
}

function FilingTools({ folder, folders, flagged, labels, onAct, onRule }: ReadingToolsProps) {
  const { list, reading, snooze } = useWords()
  const { actions } = list
  const phone = useIsPhone()
  const more = useRef<HTMLSpanElement>(null)
  const [asked, setAsked] = useState<SnoozeAsked | null>(null)
  /** Once the menu that it was asked in is closed: there is no room for a button of its own. */
  const askWhen = (): void => {
    const from = more.current?.querySelector('button') ?? null
    if (from !== null) requestAnimationFrame(() => requestAnimationFrame(() => setAsked({ folder, from })))
  }
  const role = folders.find(({ path }) => path === folder)?.role ?? null
  const junk = role === 'junk'
  return (
    <>
      <BareButton look="quiet" onPress={() => onAct({ kind: 'archive' })}>
        <Archive aria-hidden /> <span className="tool-name">{actions.archive}</span>
      </BareButton>
      <BareButton look="quiet" onPress={() => onAct({ kind: 'delete' })}>
        <Trash2 aria-hidden /> <span className="tool-name">{actions.delete}</span>
      </BareButton>
      <span className="tools-rule" />
      <BareIconButton label={actions.unread} onPress={() => onAct({ kind: 'unread' })}>
        <Mail aria-hidden />
      </BareIconButton>
      {maySnooze(folder) && !phone && <SnoozeMenu waits={role === 'snoozed'} onAct={onAct} />}
      <LabelMenu on={labels} onAct={onAct} />
      <MoveMenu folders={folders} from={folder} onMove={(to) => onAct({ kind: 'move', to })} />
      <span ref={more}>
        <Menu
          label={actions.more}
          actions={[
            ...(maySnooze(folder) && phone
              ? [{ id: 'snooze', label: snooze.action, icon: Clock, run: askWhen }]
              : []),
            {
              id: 'flag',
              label: flagged ? actions.unflag : actions.flag,
              icon: Star,
              run: () => onAct({ kind: flagged ? 'unflag' : 'flag' }),
            },
            {
              id: 'junk',
              label: junk ? actions['not-junk'] : actions.junk,
              icon: OctagonAlert,
              run: () => onAct({ kind: junk ? 'not-junk' : 'junk' }),
            },
            ...(onRule === null
              ? []
              : [{ id: 'rule', label: reading.toRule, icon: ListFilter, run: onRule }]),
          ]}
        >
          {(opens) => (
            <BareIconButton label={actions.more} {...opens}>
              <Ellipsis aria-hidden />
            </BareIconButton>
          )}
        </Menu>
      </span>
      {asked !== null && <SnoozeFrom asked={asked} onAct={onAct} />}
    </>
  )
}
