// A picture, whole or nearer.

import { useEffect, useState } from 'react'
import { useAllWords } from '../../words/later-part.tsx'
import { type PreviewedFile, useOctets } from './file-octets.ts'
import { imageKind } from './image-kind.ts'
import { Coming, NoPreview } from './no-preview.tsx'

export function ImagePreview({ zoom, ...previewed }: PreviewedFile & { readonly zoom: number }) {
  const { previews } = useAllWords()
  const octets = useOctets(previewed)
  const [address, setAddress] = useState<string | null>(null)
  const [broken, setBroken] = useState(false)
  const type = octets.kind === 'there' ? imageKind(octets.octets) : null
  useEffect(() => {
    setBroken(false)
    if (octets.kind !== 'there' || type === null) return setAddress(null)
    const made = URL.createObjectURL(new Blob([octets.octets], { type }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [octets, type])
  if (octets.kind === 'none') return <NoPreview {...previewed} why={octets.why} />
  if (octets.kind === 'there' && (type === null || broken)) return <NoPreview {...previewed} why="broken" />
  if (address === null) return <Coming />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is larger than its frame is moved by keys as well.
    <section className="preview-image" tabIndex={0} aria-label={previews.picture}>
      <img
        src={address}
        alt={previewed.file.name}
        data-near={zoom > 1 || undefined}
        style={zoom > 1 ? { inlineSize: `${zoom * 100}%` } : {}}
        onError={() => setBroken(true)}
      />
    </section>
  )
}
