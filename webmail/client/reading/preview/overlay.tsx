// A file over the whole page, before it is kept: the ones beside it are a key away, and whoever closes it is where they were.

import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { ButtonLink, IconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AttachmentView, BoxView, MessageView } from '../../boxes.ts'
import { useAllWords } from '../../words/later-part.tsx'
import { fileKind } from '../file-kind.ts'
import { isMovedSideways } from './arrow-keys.ts'
import { fileAddress, type PreviewedFile } from './file-octets.ts'
import { ImagePreview } from './image-preview.tsx'
import { PdfPreview } from './pdf-preview.tsx'
import { previewKind } from './preview-kind.ts'
import { TextPreview } from './text-preview.tsx'
import './preview.css'

export interface PreviewOverlayProps {
  readonly box: BoxView
  readonly place: MessageView['place']
  /** Those that can be seen. */
  readonly files: readonly AttachmentView[]
  readonly at: number
  readonly onMove: (at: number) => void
  readonly onClose: () => void
}

const steps = [1, 1.5, 2, 3, 4] as const

export function PreviewOverlay(props: PreviewOverlayProps) {
  const { box, place, files, at, onClose } = props
  const file = files[at]
  if (file === undefined) return null
  return (
    <ModalOverlay className="preview-over" isOpen onOpenChange={(open) => open || onClose()}>
      <Modal className="preview-modal">
        <Dialog className="preview">
          <Shown {...props} previewed={{ box, place, file }} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Shown({ previewed, ...props }: PreviewOverlayProps & { readonly previewed: PreviewedFile }) {
  const { files, at, onMove, onClose } = props
  const { previews, reading, ui } = useAllWords()
  const format = useFormat()
  const [zoom, setZoom] = useState(0)
  const { file } = previewed
  const { part } = file
  const inside = useFocusKept(part)
  const kind = previewKind(file)
  const name = file.name.trim() === '' ? reading.unnamedFile : file.name
  const move = (to: number): void => {
    if (to < 0 || to >= files.length) return
    setZoom(0)
    onMove(to)
  }
  const press = (key: string): boolean => {
    if (key === 'Escape') onClose()
    // What is nearer is moved by the same keys.
    else if (zoom > 0) return false
    else if (key === 'ArrowLeft') move(at - 1)
    else if (key === 'ArrowRight') move(at + 1)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.key === 'Escape') return
    if (event.target instanceof Element && isMovedSideways(event.target, event.currentTarget)) return
    if (press(event.key)) event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for the whole dialog, each with a button of its own.
    <div ref={inside} tabIndex={-1} className="preview-inside" onKeyDown={onKeyDown}>
      <header className="preview-head">
        <div className="preview-name" aria-live="polite" aria-atomic>
          <Heading slot="title" level={2} className="cut">
            {name}
          </Heading>
          <p>
            {reading.fileOf(fileKind(file, reading.fileKinds), format.size(file.bytes))}
            {files.length > 1 && ` · ${reading.position(String(at + 1), String(files.length))}`}
          </p>
        </div>
        {kind !== 'text' && (
          <span className="preview-zoom">
            <IconButton
              label={previews.zoomOut}
              isDisabled={zoom === 0}
              onPress={() => setZoom(Math.max(0, zoom - 1))}
            >
              <ZoomOut aria-hidden />
            </IconButton>
            <IconButton
              label={previews.zoomIn}
              isDisabled={zoom === steps.length - 1}
              onPress={() => setZoom(Math.min(steps.length - 1, zoom + 1))}
            >
              <ZoomIn aria-hidden />
            </IconButton>
          </span>
        )}
        <ButtonLink look="quiet" download href={fileAddress(previewed)}>
          <Download aria-hidden /> <span className="preview-word">{previews.download}</span>
        </ButtonLink>
        <IconButton label={ui.close} onPress={onClose} autoFocus>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="preview-body">
        {kind === 'image' && <ImagePreview key={part} {...previewed} zoom={steps[zoom] ?? 1} />}
        {kind === 'pdf' && (
          <PdfPreview key={part} {...previewed} zoom={steps[zoom] ?? 1} onKey={(key) => void press(key)} />
        )}
        {kind === 'text' && <TextPreview key={part} {...previewed} />}
        {files.length > 1 && (
          <>
            <span className="preview-previous">
              <IconButton
                look="secondary"
                label={previews.previous}
                isDisabled={at === 0}
                onPress={() => move(at - 1)}
              >
                <ChevronLeft aria-hidden />
              </IconButton>
            </span>
            <span className="preview-next">
              <IconButton
                look="secondary"
                label={previews.next}
                isDisabled={at === files.length - 1}
                onPress={() => move(at + 1)}
              >
                <ChevronRight aria-hidden />
              </IconButton>
            </span>
          </>
        )}
      </div>
    </div>
  )
}

/**
 * What had the focus may go with its file, or be of no use at the last one: the keys go on working, also one that is pressed before
 * the next file is painted.
 */
function useFocusKept(part: string) {
  const inside = useRef<HTMLDivElement>(null)
  const before = useRef(part)
  useLayoutEffect(() => {
    if (before.current === part) return
    before.current = part
    const has = document.activeElement
    if (has === null || has === document.body || has.matches(':disabled')) inside.current?.focus()
  }, [part])
  return inside
}
