// The window around a message that is being written: its title, what became of the draft, and how large it stands. On a phone it
// is the whole screen, and sending stands at its top.

import { ChevronUp, Maximize2, Minimize2, Minus, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button, IconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { BoxView } from '../boxes.ts'
import { useIsPhone } from '../use-media.ts'
import { useWords } from '../words/words.tsx'
import { AttachButton } from './attachments/attach-button.tsx'
import { type Dropping, DropZones } from './attachments/drop-zones.tsx'
import type { SavingState } from './draft/saving-state.ts'
import { type ComposeWindow, sizeWindow } from './windows.ts'

export interface ComposerFrameProps {
  readonly window: ComposeWindow
  readonly box: BoxView
  readonly state: SavingState
  readonly frame: RefObject<HTMLElement | null>
  readonly busy: boolean
  /** Nothing of it can be changed now. */
  readonly held: boolean
  readonly drop: Dropping
  readonly keys: Readonly<Record<'onKeyDownCapture' | 'onKeyDown', (event: KeyboardEvent) => void>>
  readonly onClose: () => void
  readonly onAttach: (files: readonly File[]) => void
  readonly onSend: () => void
  readonly children: ReactNode
}

export function ComposerFrame(props: ComposerFrameProps) {
  const { window, box, state, frame, drop, keys, onClose, children } = props
  const { compose, list } = useWords()
  const { dragged, ...dropping } = drop
  const title = titleOf(state, compose)
  const subject = state.content.subject.trim()
  const small = window.size === 'small'
  const phone = useIsPhone()
  const covers = window.size === 'full' || (phone && !small)
  const open = (): void => {
    sizeWindow(window.id, 'open')
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>('.compose-text')?.focus())
  }
  return (
    <>
      {small && (
        <div className="compose-small">
          <button type="button" className="compose-small-open" title={compose.open} onClick={open}>
            <Cachet name={box.commune} size={28} />
            <span className="cut">{subject === '' ? title : subject}</span>
            <span className="heard">, {compose.open}</span>
            <ChevronUp aria-hidden />
          </button>
          <IconButton size="small" label={compose.close} onPress={onClose}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
      <section
        ref={frame}
        tabIndex={-1}
        className={`composer composer-${window.size}`}
        hidden={small}
        aria-label={compose.windowOf(title, subject === '' ? list.noSubject : subject)}
        // It covers the page, of which nothing is in reach meanwhile.
        {...(covers ? { role: 'dialog', 'aria-modal': true } : {})}
        data-own-keys
        data-dragging={dragged === 'nothing' ? undefined : ''}
        {...keys}
        {...dropping}
      >
        <FrameTitle {...props} title={title} />
        {children}
        <DropZones dragged={dragged} />
      </section>
    </>
  )
}

function FrameTitle(props: ComposerFrameProps & { readonly title: string }) {
  const { window, state, title, busy, held, onClose, onAttach, onSend } = props
  const { compose } = useWords()
  const phone = useIsPhone()
  const full = window.size === 'full'
  const close = (
    <IconButton size="small" label={compose.close} onPress={onClose}>
      <X aria-hidden />
    </IconButton>
  )
  if (phone)
    return (
      <header className="compose-title">
        {close}
        <h2 className="heard">{title}</h2>
        <SavedLine state={state} short />
        <AttachButton isDisabled={held} onFiles={onAttach} />
        <Button look="primary" isPending={busy} onPress={onSend}>
          {busy ? compose.sending : compose.send}
        </Button>
      </header>
    )
  return (
    <header className="compose-title">
      <h2>{title}</h2>
      <SavedLine state={state} short={false} />
      <IconButton size="small" label={compose.small} onPress={() => sizeWindow(window.id, 'small')}>
        <Minus aria-hidden />
      </IconButton>
      <IconButton
        size="small"
        label={full ? compose.notFull : compose.full}
        onPress={() => sizeWindow(window.id, full ? 'open' : 'full')}
      >
        {full ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
      </IconButton>
      {close}
    </header>
  )
}

/** Heard when there is a pause, and only when it says something else than before. */
function SavedLine({ state, short }: { readonly state: SavingState; readonly short: boolean }) {
  const { compose } = useWords()
  const format = useFormat()
  const { phase, savedAt, keptHere, attachments } = state
  // Files are nowhere but where they lay.
  const allHere = keptHere && attachments.every((file) => file.state !== 'sending')
  const said = short ? compose.state.savedShort : compose.state.saved
  const text =
    phase === 'here-only'
      ? allHere
        ? compose.state.hereOnly
        : compose.state.failed
      : phase === 'failed'
        ? compose.state.failed
        : savedAt === null
          ? ''
          : said(format.time(savedAt))
  return (
    <span className="compose-saved" role="status">
      {text}
    </span>
  )
}

function titleOf(
  { content: { about } }: SavingState,
  { titles }: ReturnType<typeof useWords>['compose'],
): string {
  if (about === null) return titles.new
  return about.kind === 'reply' ? titles.reply : titles.forward
}
