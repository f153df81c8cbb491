// Keeps what is shown as it is now: what happens in a box makes stale what was read of it, and new mail is said, aloud and, where
// somebody wishes, by a notification of the system.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { useTrouble } from '#ui/api/trouble.ts'
import { folderAddress, inbox } from '../../place/place.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { setLiveBoxes } from './live-boxes.ts'
import { notifyInBackground } from './notifications.ts'
import type { LiveEvent } from './read-events.ts'
import { type SharedEventStream, shareEventStream } from './shared-event-stream.ts'
import { isStale } from './stale-answers.ts'

/** A burst is read once, and a box in which a great deal happens not all the time. */
const gatherMs = 300
const calmMs = 2000

export function Live() {
  const { live, ui } = useWords()
  const client = useQueryClient()
  const boxes = useAnswer('GET /boxes', {})
  const [said, say] = useState({ text: '', times: 0 })
  const isOwnLine = useRef(false)
  const line = useRef<SharedEventStream | null>(null)
  const trouble = useTrouble()
  const arrived = (box: string): void => {
    const found = boxes.data?.rows.find(({ id }) => id === box)
    if (found === undefined) return
    const text = live.arrived(found.address)
    say(({ times }) => ({ text, times: times + 1 }))
    // One tab tells the system for all of them.
    if (isOwnLine.current)
      notifyInBackground({
        ...{ text, language: ui.language, tag: box },
        onOpen: () => navigate(folderAddress(found.address, inbox)),
      })
  }
  const now = useRef(arrived)
  now.current = arrived
  useEffect(() => {
    let gathered: LiveEvent[] = []
    let timer: ReturnType<typeof setTimeout> | null = null
    let flushedAt = -calmMs
    const flush = (): void => {
      const events = gathered
      gathered = []
      timer = null
      flushedAt = performance.now()
      void client.invalidateQueries({
        predicate: ({ queryKey }) => events.some((event) => isStale(event, queryKey)),
      })
      for (const box of new Set(events.flatMap((event) => (event.kind === 'arrived' ? [event.box] : []))))
        now.current(box)
    }
    const heard = shareEventStream({
      hear(event) {
        if (event.kind === 'listening') setLiveBoxes(event.boxes)
        gathered.push(event)
        timer ??= setTimeout(flush, Math.max(gatherMs, flushedAt + calmMs - performance.now()))
      },
      onEnd: () => void client.invalidateQueries({ queryKey: ['/session'] }),
      onOwnLine: () => {
        isOwnLine.current = true
      },
    })
    line.current = heard
    return () => {
      if (timer !== null) clearTimeout(timer)
      heard.end()
    }
  }, [client])
  useEffect(() => {
    // Signed in again, or the service is back.
    if (trouble === 'none') line.current?.retry()
  }, [trouble])
  return (
    <div role="status" className="heard">
      <span key={said.times}>{said.text}</span>
    </div>
  )
}
