// Where files that hang over a window would go: pictures into the text or beside it, anything else beside it.

import { type DragEvent, useState } from 'react'
import { useWords } from '../../words/words.tsx'
import { mayBePicture } from '../editor/picture-file.ts'

export type Dragged = 'nothing' | 'files' | 'pictures'
export type DropZone = 'text' | 'files'

export interface Dropping {
  readonly dragged: Dragged
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: (event: DragEvent) => void
  readonly onDrop: (event: DragEvent) => void
}

export function useDropping(
  held: boolean,
  onFiles: (files: readonly File[], zone: DropZone) => void,
): Dropping {
  const [dragged, setDragged] = useState<Dragged>('nothing')
  return {
    dragged,
    onDragOver(event) {
      if (!hasFiles(event)) return
      event.preventDefault()
      setDragged(held ? 'nothing' : mayBePicture(event.dataTransfer) ? 'pictures' : 'files')
    },
    onDragLeave({ currentTarget, relatedTarget }) {
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setDragged('nothing')
    },
    onDrop(event) {
      setDragged('nothing')
      if (!hasFiles(event)) return
      event.preventDefault()
      onFiles([...event.dataTransfer.files], zoneOf(event.target))
    },
  }
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

function zoneOf(target: EventTarget): DropZone {
  if (!(target instanceof Element)) return 'files'
  return target.closest('[data-drop="text"], .compose-editor') === null ? 'files' : 'text'
}

export function DropZones({ dragged }: { readonly dragged: Dragged }) {
  const { compose, pictures } = useWords()
  if (dragged === 'nothing') return null
  if (dragged === 'files') return <p className="compose-drop">{compose.dropHere}</p>
  return (
    <div className="compose-drops">
      <p className="compose-drop-zone" data-drop="text">
        {pictures.dropInText}
      </p>
      <p className="compose-drop-zone" data-drop="files">
        {pictures.dropBeside}
      </p>
    </div>
  )
}
