// A PDF in its frame: a page of another host, sandboxed, that is given the file once it asks. One that takes too long, because it was
// made to, is ended with its frame.

import { useEffect, useRef, useState } from 'react'
import { type FromPdf, readFromPdf, type ToPdf } from '../../pdf/pdf-talk.ts'
import { useSession } from '../../session.tsx'
import { useAllWords } from '../../words/later-part.tsx'
import { type PreviewedFile, useOctets } from './file-octets.ts'
import { Coming, NoPreview, type NoPreviewReason } from './no-preview.tsx'

interface PdfPreviewProps extends PreviewedFile {
  readonly zoom: number
  readonly onKey: (key: string) => void
}

const patienceMs = 30_000

export function PdfPreview({ zoom, onKey, ...previewed }: PdfPreviewProps) {
  const { contentOrigin } = useSession()
  const { previews, ui } = useAllWords()
  const octets = useOctets(previewed)
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(false)
  const [state, setState] = useState<'coming' | 'shown' | NoPreviewReason>('coming')
  const heard = useRef<(said: FromPdf) => void>(() => undefined)
  heard.current = (said) => {
    if (said.kind === 'ready') setReady(true)
    if (said.kind === 'shown') setState('shown')
    if (said.kind === 'failed') setState(said.why)
    if (said.kind === 'key') onKey(said.key)
  }
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      // Sandboxed it belongs to no origin: that it is our frame is what is known of it.
      if (source === null || source !== frame.current?.contentWindow) return
      const said = readFromPdf(data)
      if (said !== null) heard.current(said)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [])
  const { language } = ui
  const page = previews.page
  useEffect(() => {
    if (!ready || octets.kind !== 'there') return
    const open: ToPdf = { kind: 'open', octets: octets.octets.slice(0), language, page }
    // To no origin there is no other name; `frame-src` lets nothing else be there.
    frame.current?.contentWindow?.postMessage(open, '*', [open.octets])
    const late = setTimeout(() => setState((now) => (now === 'coming' ? 'late' : now)), patienceMs)
    return () => clearTimeout(late)
  }, [ready, octets, language, page])
  const drawnAt = useRef(1)
  useEffect(() => {
    if (state !== 'shown' || zoom === drawnAt.current) return
    drawnAt.current = zoom
    const nearer: ToPdf = { kind: 'zoom', by: zoom }
    frame.current?.contentWindow?.postMessage(nearer, '*')
  }, [zoom, state])
  if (octets.kind === 'none') return <NoPreview {...previewed} why={octets.why} />
  if (state !== 'coming' && state !== 'shown') return <NoPreview {...previewed} why={state} />
  return (
    <>
      {state === 'coming' && <Coming />}
      <iframe
        ref={frame}
        className="preview-pdf"
        sandbox="allow-scripts"
        src={`${contentOrigin}/pdf`}
        title={previews.content(previewed.file.name)}
      />
    </>
  )
}
