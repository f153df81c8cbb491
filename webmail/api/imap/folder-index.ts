// What is known of one folder, in some thirteen octets a message: which messages, in which order they came, their marks, and
// which of them are one conversation. Typed arrays, so that a page out of 50,000 messages costs a walk through memory. Pure.

/** A bit each. */
export const marks = { unread: 1, flagged: 2, answered: 4, draft: 8, attachment: 16 } as const
export const markNames = ['unread', 'flagged', 'answered', 'draft', 'attachment'] as const
export type Mark = (typeof markNames)[number]

/** When messages came back that had been put off, by uid. */
export type Returned = ReadonlyMap<number, Date>

export interface FolderIndex {
  readonly uidValidity: number
  readonly uidNext: number
  readonly modseq: bigint
  /** As they came, or came back, the oldest first. What follows speaks of places in here. */
  readonly uids: Uint32Array
  /** When those came back that had been put off. */
  readonly returned: Returned
  readonly marks: Uint8Array
  /** Conversation by conversation, that with the newest message first; within one the oldest first. */
  readonly members: Uint32Array
  /** Where in `members` each conversation begins, and the end. */
  readonly starts: Uint32Array
}

/** Conversations as THREAD (RFC 5256) tells them. */
export interface Threads {
  readonly uids: Uint32Array
  readonly starts: Uint32Array
}

export interface FolderState {
  readonly uidValidity: number
  readonly uidNext: number
  readonly modseq: bigint
}

interface Told {
  /** Uids as they came. */
  readonly arrival: Uint32Array
  readonly threads: Threads
  readonly returned: Returned
}

/** A message that not all of them tell of was expunged in between, and is left out. */
export function indexOf(state: FolderState, told: Told): FolderIndex {
  const { threads, returned } = told
  const arrival = withReturned(told.arrival, returned)
  const placeOf = placesOf(arrival)
  const members = new Uint32Array(arrival.length)
  const starts: number[] = []
  /** By the place of a newest message: the conversation it is the newest of, and how many are in it. */
  const first = new Int32Array(arrival.length).fill(-1)
  const lengths = new Uint32Array(arrival.length)
  const threaded = new Uint32Array(arrival.length)
  let end = 0
  for (let thread = 0; thread + 1 < threads.starts.length; thread += 1) {
    const begin = end
    for (let at = threads.starts[thread] ?? 0; at < (threads.starts[thread + 1] ?? 0); at += 1) {
      const place = placeOf.get(threads.uids[at] ?? 0)
      if (place === undefined || end >= threaded.length) continue
      threaded[end] = place
      end += 1
    }
    if (end === begin) continue
    const newest = threaded.subarray(begin, end).sort().at(-1) ?? 0
    first[newest] = begin
    lengths[newest] = end - begin
  }
  let filled = 0
  for (let newest = arrival.length - 1; newest >= 0; newest -= 1) {
    const begin = first[newest] ?? -1
    if (begin < 0) continue
    const length = lengths[newest] ?? 0
    starts.push(filled)
    members.set(threaded.subarray(begin, begin + length), filled)
    filled += length
  }
  return {
    ...state,
    uids: arrival,
    returned,
    marks: new Uint8Array(arrival.length),
    members: members.subarray(0, filled),
    starts: Uint32Array.from([...starts, filled]),
  }
}

/**
 * What came back got a uid of its own then, as whatever came after it did: so it stands right after the newest message that has a
 * lower one. Older ones that got a higher uid, by being moved here, stay where they are.
 */
function withReturned(arrival: Uint32Array, returned: Returned): Uint32Array {
  if (returned.size === 0) return arrival
  const back = arrival.filter((uid) => returned.has(uid)).sort()
  const order = new Uint32Array(arrival.length)
  let free = order.length
  let left = back.length
  const put = (uid: number): void => {
    free -= 1
    order[free] = uid
  }
  for (const uid of arrival.toReversed()) {
    if (returned.has(uid)) continue
    for (; left > 0 && (back[left - 1] ?? 0) > uid; left -= 1) put(back[left - 1] ?? 0)
    put(uid)
  }
  for (; left > 0; left -= 1) put(back[left - 1] ?? 0)
  return order
}

/** The same messages with the marks of now. */
export function withMarks(
  index: FolderIndex,
  state: FolderState,
  marked: Readonly<Record<Mark, Uint32Array>>,
): FolderIndex {
  const placeOf = placesOf(index.uids)
  const now = new Uint8Array(index.uids.length)
  for (const mark of markNames)
    for (const uid of marked[mark]) {
      const place = placeOf.get(uid)
      if (place !== undefined) now[place] = (now[place] ?? 0) | marks[mark]
    }
  return { ...index, ...state, marks: now }
}

/** Without those that are gone; null when `remaining` has one that is not in it. */
export function withoutGone(index: FolderIndex, remaining: Uint32Array): FolderIndex | null {
  const stays = new Set(remaining)
  const moved = new Int32Array(index.uids.length).fill(-1)
  const uids = new Uint32Array(stays.size)
  let kept = 0
  for (const [place, uid] of index.uids.entries()) {
    if (!stays.has(uid)) continue
    moved[place] = kept
    uids[kept] = uid
    kept += 1
  }
  if (kept !== stays.size) return null
  const members = new Uint32Array(kept)
  const conversations: { readonly begin: number; readonly end: number; readonly newest: number }[] = []
  let end = 0
  for (let number = 0; number + 1 < index.starts.length; number += 1) {
    const begin = end
    for (const place of membersOf(index, number)) {
      const now = moved[place] ?? -1
      if (now < 0) continue
      members[end] = now
      end += 1
    }
    if (end > begin) conversations.push({ begin, end, newest: members[end - 1] ?? 0 })
  }
  // Whose newest message went is now as old as the one before it.
  conversations.sort((one, other) => other.newest - one.newest)
  const ordered = new Uint32Array(end)
  const starts = new Uint32Array(conversations.length + 1)
  let filled = 0
  for (const [number, conversation] of conversations.entries()) {
    starts[number] = filled
    ordered.set(members.subarray(conversation.begin, conversation.end), filled)
    filled += conversation.end - conversation.begin
  }
  starts[conversations.length] = filled
  return { ...index, uids, marks: new Uint8Array(kept), members: ordered, starts }
}

export const conversationCount = (index: FolderIndex): number => index.starts.length - 1

/** Places of the messages of one conversation, the oldest first. */
export const membersOf = (index: FolderIndex, number: number): Uint32Array =>
  index.members.subarray(index.starts[number] ?? 0, index.starts[number + 1] ?? 0)

/** The conversation that a message belongs to, as uids, the oldest first; null when there is no such message. */
export function conversationWith(index: FolderIndex, uid: number): readonly number[] | null {
  const at = index.members.indexOf(index.uids.indexOf(uid))
  if (at < 0) return null
  let [low, high] = [0, conversationCount(index) - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((index.starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return Array.from(membersOf(index, low), (place) => index.uids[place] ?? 0)
}

/** In octets, about. */
export const sizeOf = ({ uids, starts }: FolderIndex): number => uids.length * 9 + starts.length * 4 + 200

function placesOf(uids: Uint32Array): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  for (let place = 0; place < uids.length; place += 1) places.set(uids[place] ?? 0, place)
  return places
}
