// What is known of one folder, in some thirteen octets a message: which messages, in which order they came, their marks, and
// which of them are one conversation; and of what had been put off, where it stands since it came back. Typed arrays, so that a page out of 50,000 messages costs a walk through memory. Pure.

/** A bit each. */
export const marks = { unread: 1, flagged: 2, answered: 4, draft: 8, attachment: 16 } as const
export const markNames = ['unread', 'flagged', 'answered', 'draft', 'attachment'] as const
export type Mark = (typeof markNames)[number]

/** What came back after it had been put off. In milliseconds, by uid. */
export interface Returns {
  readonly returned: ReadonlyMap<number, number>
  /** When messages came: at least of all those that came since the first of those returned. */
  readonly came: ReadonlyMap<number, number>
}

export const noReturns: Returns = { returned: new Map(), came: new Map() }

export interface FolderIndex {
  readonly uidValidity: number
  readonly uidNext: number
  readonly modseq: bigint
  /** As they came, the oldest first. What follows speaks of places in here. */
  readonly uids: Uint32Array
  readonly returns: Returns
  /** One by one, in the order of a list; null where that is the order in which they came. */
  readonly singly: Uint32Array | null
  readonly marks: Uint8Array
  /** Conversation by conversation, that first into which a message came, or came back, last; within one as they came. */
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
  readonly returns: Returns
}

/** A message that not all of them tell of was expunged in between, and is left out. */
export function indexOf(state: FolderState, { arrival, threads, returns }: Told): FolderIndex {
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
  return withReturns({
    ...state,
    ...{ uids: arrival, returns, singly: null },
    marks: new Uint8Array(arrival.length),
    members: members.subarray(0, filled),
    starts: Uint32Array.from([...starts, filled]),
  })
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
  return withReturns({ ...index, uids, marks: new Uint8Array(kept), members: ordered, starts })
}

export const conversationCount = (index: FolderIndex): number => index.starts.length - 1

/** Places of the messages of one conversation, the oldest first. */
export const membersOf = (index: FolderIndex, number: number): Uint32Array =>
  index.members.subarray(index.starts[number] ?? 0, index.starts[number + 1] ?? 0)

/** Given in the order of arrival: what came back goes where it would stand had it come then, and its conversation with it. */
function withReturns(index: FolderIndex): FolderIndex {
  const standing = standingOf(index.uids, index.returns)
  if (standing.size === 0) return { ...index, singly: null }
  const moved: Standing[] = []
  const stays: Standing[] = []
  for (let number = 0; number < conversationCount(index); number += 1) {
    const places = membersOf(index, number)
    const back = places.reduce((last, place) => Math.max(last, standing.get(place) ?? -1), -1)
    const newest = places.at(-1) ?? 0
    if (back > newest) moved.push({ what: number, stands: back })
    else stays.push({ what: number, stands: newest })
  }
  const members = new Uint32Array(index.members.length)
  const starts = [0]
  let filled = 0
  for (const number of lastFirst(stays, moved)) {
    const places = membersOf(index, number)
    members.set(places, filled)
    filled += places.length
    starts.push(filled)
  }
  const alone = Array.from(index.uids.keys(), (place) => ({ what: place, stands: place })).reverse()
  const singly = lastFirst(
    alone.filter(({ what }) => !standing.has(what)),
    Array.from(standing, ([what, stands]) => ({ what, stands: Math.max(what, stands) })),
  )
  return { ...index, members, starts: Uint32Array.from(starts), singly: Uint32Array.from(singly) }
}

interface Standing {
  readonly what: number
  /** Among places: between two of them for what came back. */
  readonly stands: number
}

/** By place: between that of the newest message that had come by then and the next one, the last to come back highest. */
function standingOf(uids: Uint32Array, { returned, came }: Returns): ReadonlyMap<number, number> {
  const standing = new Map<number, number>()
  if (returned.size === 0) return standing
  const back = Array.from(uids.entries()).flatMap(([place, uid]) => {
    const at = returned.get(uid)
    return at === undefined ? [] : [{ place, at }]
  })
  back.sort((one, other) => other.at - one.at || other.place - one.place)
  let before = uids.length - 1
  for (const [rank, { place, at }] of back.entries()) {
    while (before >= 0 && (came.get(uids[before] ?? 0) ?? 0) > at) before -= 1
    standing.set(place, before + 1 - (rank + 1) / (back.length + 1))
  }
  return standing
}

/** `stays` is in order already; both together. */
function lastFirst(stays: readonly Standing[], moved: readonly Standing[]): readonly number[] {
  const left = moved.toSorted((one, other) => other.stands - one.stands)
  const order: number[] = []
  let next = 0
  for (const { what, stands } of stays) {
    for (let each = left[next]; each !== undefined && each.stands > stands; each = left[next]) {
      order.push(each.what)
      next += 1
    }
    order.push(what)
  }
  return [...order, ...left.slice(next).map(({ what }) => what)]
}

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
export const sizeOf = ({ uids, starts, returns: { returned, came }, singly }: FolderIndex): number =>
  uids.length * 9 + starts.length * 4 + (returned.size + came.size) * 60 + (singly?.length ?? 0) * 4 + 200

function placesOf(uids: Uint32Array): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  for (let place = 0; place < uids.length; place += 1) places.set(uids[place] ?? 0, place)
  return places
}
