// A file given out by a link in place of an attachment: until when, with a password or not, how far it is; and what is said once:
// the password, and the link itself where the message did not take it.

import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { Select } from '#ui/control/select.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { useUnloadWarning } from '#ui/page/use-unload-warning.ts'
import { sharedDays, usualSharedDays } from '../../contract/shared-file-limits.ts'
import { UnreadableFile } from '../compose/draft/saving-ports.ts'
import { problemWords } from '../failure.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import type { FileShare, LinkChoice, MadeLink, Progress } from './share-file.ts'
import './sharing.css'

/** A link that was made, and whether it stands in the message. */
export interface PlacedLink extends MadeLink {
  readonly placed: boolean
}

export interface LinkShare extends Pick<FileShare, 'isBegun' | 'giveUp'> {
  readonly send: (choice: LinkChoice, progress: Progress) => Promise<PlacedLink>
}

export interface LinkDialogProps {
  /** Why a link, in a sentence. */
  readonly lead: string
  readonly bytes: number
  /** On the button. */
  readonly act: string
  /** Never without a password. */
  readonly needsPassword: boolean
  readonly share: LinkShare
  /** Left out where it cannot go along. */
  readonly onAttach?: (() => void) | undefined
  readonly onClose: () => void
}

export function LinkDialog(props: LinkDialogProps) {
  const { lead, bytes, act, needsPassword, share, onAttach, onClose } = props
  const words = useWords()
  const { sharing } = words
  const [choice, setChoice] = useState<LinkChoice>({ days: usualSharedDays, password: needsPassword })
  const [sent, setSent] = useState<number | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [made, setMade] = useState<PlacedLink | null>(null)
  const stop = useRef<AbortController | null>(null)
  const isBegun = sent !== null || share.isBegun()
  // Whoever closes the page now loses what comes, or a password that nobody tells again.
  useUnloadWarning(isBegun || made !== null)
  useNothingDropped()
  useEffect(
    () => () => {
      stop.current?.abort()
      share.giveUp()
    },
    [share],
  )
  const go = async (): Promise<void> => {
    const controller = new AbortController()
    stop.current = controller
    setFailure(null)
    setSent((before) => before ?? 0)
    try {
      const link = await share.send(choice, { sent: setSent, signal: controller.signal })
      if (controller.signal.aborted) return
      if (link.password === null && link.placed) onClose()
      else setMade(link)
    } catch (error) {
      if (!controller.signal.aborted) setFailure(error)
    } finally {
      stop.current = null
      setSent(null)
    }
  }
  if (made !== null) return <TellOnce link={made} onClose={onClose} />
  return (
    <Dialog title={sharing.title} isOpen stays held={isBegun} onClose={onClose}>
      <div className="form">
        <p className="dialog-text">{lead}</p>
        <Select
          label={sharing.howLong}
          options={sharedDays.map((days) => ({ value: String(days), label: sharing.days(days) }))}
          value={String(choice.days)}
          isDisabled={isBegun}
          onChange={(value) => {
            const days = sharedDays.find((each) => String(each) === value)
            if (days !== undefined) setChoice({ ...choice, days })
          }}
        />
        <div>
          <Checkbox
            isSelected={choice.password}
            isDisabled={isBegun || needsPassword}
            onChange={(password) => setChoice({ ...choice, password })}
          >
            {sharing.password}
          </Checkbox>
          <p className="field-hint">
            {needsPassword && `${sharing.passwordNeeded} `}
            {sharing.passwordHint}
          </p>
        </div>
        {sent !== null && <Coming sent={sent} bytes={bytes} />}
        {failure !== null && (
          <Banner kind="warn" urgent>
            {failureText(failure, share.isBegun(), words)}
          </Banner>
        )}
        <DialogActions>
          <Button onPress={onClose}>{words.ui.cancel}</Button>
          {onAttach !== undefined && (
            <Button isDisabled={isBegun} onPress={onAttach}>
              {sharing.attachAnyway}
            </Button>
          )}
          <Button look="primary" isPending={sent !== null} onPress={() => void go()}>
            {isBegun && sent === null ? sharing.resume : act}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}

function Coming({ sent, bytes }: { readonly sent: number; readonly bytes: number }) {
  const { sharing } = useWords()
  const format = useFormat()
  return (
    <div className="sharing-progress">
      <progress aria-label={sharing.coming} max={Math.max(1, bytes)} value={sent} />
      <small>{format.sizeOf(sent, bytes)}</small>
    </div>
  )
}

function failureText(failure: unknown, isBegun: boolean, words: Words): string {
  const { sharing } = words
  if (failure instanceof UnreadableFile) return sharing.unreadable
  const { title } = problemWords(failure, words)
  return isBegun ? sharing.stopped(title) : sharing.failed(title)
}

/** Not left by chance: none of it is shown again. */
function TellOnce({ link, onClose }: { readonly link: PlacedLink; readonly onClose: () => void }) {
  const { tell, unplaced } = useWords().sharing
  const { name, address, password, placed } = link
  return (
    <Dialog title={password === null ? unplaced.title : tell.title} isOpen held onClose={onClose}>
      {!placed && (
        <>
          <p className="dialog-text">{unplaced.text(name)}</p>
          <Once text={address} copy={unplaced.copy} />
        </>
      )}
      {password !== null && (
        <>
          <p className="dialog-text">{tell.text(name)}</p>
          <Once text={password} copy={tell.copy} />
        </>
      )}
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          {password === null ? unplaced.copied : tell.noted}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Once({ text, copy }: { readonly text: string; readonly copy: string }) {
  return (
    <p className="sharing-once">
      <b>{text}</b>
      <CopyButton text={text} label={copy} />
    </p>
  )
}

/** What is dropped beside it would be opened in place of this page. */
function useNothingDropped(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', refuse)
    addEventListener('drop', refuse)
    return () => {
      removeEventListener('dragover', refuse)
      removeEventListener('drop', refuse)
    }
  }, [])
}
