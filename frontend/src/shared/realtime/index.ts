/** Real time for pages: rooms, disputes, the queue and notices. All clean up with their scope. */
import {
  computed,
  type MaybeRefOrGetter,
  onScopeDispose,
  readonly,
  type Ref,
  ref,
  shallowReadonly,
  shallowRef,
  toValue,
  triggerRef,
  watch,
} from 'vue'
import { now } from '../format/now'
import type { Follower } from './follow'
import { hubIfAny, theHub } from './hub'
import { items, unread } from './items'
import { type RoomState, unknownRoom } from './reduce'
import type { DisputeHead, Draft, Id, Incoming, Link, NoticeCount, QueueHints, Room, RoomStatus } from './types'

export type * from './types'

const typedEveryMs = 3000

/** Follows a room, and another one when `room` changes. */
export function useRoom(room: MaybeRefOrGetter<Id | null>): Room {
  const hub = theHub()
  const state = shallowRef<RoomState>(unknownRoom(''))
  const status = ref<RoomStatus>('joining')
  const waiting = shallowRef(hub.outbox.of(''))
  const me = ref(hub.me)
  let follower: Follower | null = null
  let lastTyped = 0

  const show = () => {
    me.value = hub.me
    waiting.value = follower ? hub.outbox.of(follower.room) : []
    if (follower) [state.value, status.value] = [follower.state, follower.status]
  }

  watch(
    () => toValue(room),
    (id, _before, onCleanup) => {
      status.value = 'joining'
      state.value = unknownRoom(id ?? '')
      if (id === null) return
      const held = hub.follow(id)
      follower = held.follower
      const unhear = follower.onChange(show)
      show()
      onCleanup(() => {
        unhear()
        held.release()
        follower = null
      })
    },
    { immediate: true, flush: 'sync' },
  )
  onScopeDispose(hub.outbox.onChange(show))
  const clock = setInterval(() => {
    follower?.tick(Date.now())
    show()
  }, 1000)
  onScopeDispose(() => clearInterval(clock))

  const messageVersion = (message: Id) => state.value.messages.get(message)?.version ?? 1
  return {
    status: readonly(status),
    items: computed(() => items(state.value, me.value, waiting.value)),
    members: computed(() => [...state.value.members.values()]),
    typing: computed(() => [...state.value.typing.values()].filter((typist) => typist.person !== me.value)),
    table: computed(() => state.value.table),
    me: readonly(me),
    canPost: computed(() => state.value.canPost && state.value.open && status.value !== 'left' && status.value !== 'denied'),
    unread: computed(() => unread(state.value, me.value)),
    hasEarlier: computed(() => state.value.prev !== null),
    loadEarlier: async () => follower?.loadEarlier(),
    send: async (draft: Draft) => {
      if (!follower) return
      const { room: id } = follower
      await hub.outbox.add({
        client_id: newClientId(),
        person: await hub.person(),
        room: id,
        body: draft.body,
        attachments: draft.attachments ?? [],
        files: draft.files ?? [],
        ...(draft.replyTo === undefined ? {} : { reply_to: draft.replyTo }),
        at: new Date(now()).toISOString(),
      })
    },
    retry: (clientId) => hub.outbox.retry(clientId),
    discard: (clientId) => hub.outbox.discard(clientId),
    edit: async (message, body) => {
      if (follower) await hub.edit(follower.room, message, body, messageVersion(message))
    },
    redact: async (message) => {
      if (follower) await hub.redact(follower.room, message)
    },
    typed: () => {
      if (!follower || Date.now() - lastTyped < typedEveryMs) return
      lastTyped = Date.now()
      hub.link.say({ t: 'typing', room: follower.room })
    },
    markRead: (seq) => follower?.markRead(seq ?? state.value.last, hub.me),
  }
}

/**
 * Follows several rooms without showing them: whoever has looked into another room of the dispute has
 * not left this one, so that nobody there sees when one talks elsewhere. Tells what is unread in each.
 */
export function useRooms(rooms: MaybeRefOrGetter<readonly Id[]>): { unread: Readonly<Ref<ReadonlyMap<Id, number>>> } {
  const hub = theHub()
  const counts = shallowRef<ReadonlyMap<Id, number>>(new Map())
  const held = new Map<Id, { follower: Follower; stop: () => void }>()
  const count = () => {
    counts.value = new Map([...held].flatMap(([id, { follower }]) => (follower.status === 'joining' ? [] : [[id, unread(follower.state, hub.me)]])))
  }
  const letGo = (id: Id) => {
    held.get(id)?.stop()
    held.delete(id)
  }
  watch(
    () => [...toValue(rooms)],
    (ids) => {
      for (const id of held.keys()) if (!ids.includes(id)) letGo(id)
      for (const id of ids) {
        if (held.has(id)) continue
        const { follower, release } = hub.follow(id)
        const unhear = follower.onChange(count)
        held.set(id, { follower, stop: () => (unhear(), release()) })
      }
      count()
    },
    { immediate: true },
  )
  onScopeDispose(() => [...held.keys()].forEach(letGo))
  return { unread: counts }
}

/** Hears when a dispute changes. Load the page again whenever `changed` grows. */
export function useDisputeHead(dispute: MaybeRefOrGetter<Id | null>): DisputeHead {
  const hub = theHub()
  const head = ref<number | null>(null)
  const changed = ref(0)
  watch(
    () => toValue(dispute),
    (id, _before, onCleanup) => {
      head.value = null
      if (id !== null) onCleanup(hub.watch(id))
    },
    { immediate: true },
  )
  onFrame((frame) => {
    if (frame.t === 'door' && frame.dispute === toValue(dispute)) changed.value += 1
    if (frame.t !== 'head' || frame.dispute !== toValue(dispute) || frame.head === head.value) return
    head.value = frame.head
    changed.value += 1
  })
  onScopeDispose(hub.onLook(() => (changed.value += 1)))
  return { head: readonly(head), changed: readonly(changed) }
}

/** Hears when the platform's queue changes. For platform staff. */
export function useQueueHints(): QueueHints {
  const hub = theHub()
  const changed = ref(0)
  const last = shallowRef<{ dispute: Id; head: number } | null>(null)
  onScopeDispose(hub.watchQueue())
  onFrame((frame) => {
    if (frame.t !== 'queue') return
    last.value = { dispute: frame.dispute, head: frame.head }
    changed.value += 1
  })
  onScopeDispose(
    hub.onLook(() => {
      last.value = null
      changed.value += 1
    }),
  )
  return { changed: readonly(changed), last: shallowReadonly(last) }
}

/** How many notices are unread, as soon as the server has said so. */
export function useNotices(): NoticeCount {
  const hub = theHub()
  const count = ref<number | null>(null)
  const changed = ref(0)
  hub.link.start()
  onFrame((frame) => {
    if (frame.t !== 'welcome' && frame.t !== 'notice') return
    count.value = frame.unread
    if (frame.t === 'notice') changed.value += 1
  })
  onScopeDispose(hub.onLook(() => (changed.value += 1)))
  return { unread: readonly(count), changed: readonly(changed) }
}

/** How the link to the server is, for a line at the top of the page. */
export function useLink(): Link {
  const { link } = theHub()
  const state = shallowRef(link.state)
  onScopeDispose(
    link.onState((next) => {
      state.value = next
      triggerRef(state)
    }),
  )
  return { state: shallowReadonly(state), retryNow: () => link.eager() }
}

/** Call after logging out. */
export function stopRealtime(): void {
  const hub = hubIfAny()
  if (!hub) return
  hub.link.stop()
  hub.me = null
  void hub.outbox.setPerson(null)
}

/** Call after logging in, also as somebody else: a socket belongs to whoever opened it. */
export function startRealtime(): void {
  stopRealtime()
  theHub().link.start()
}

function onFrame(hear: (frame: Incoming) => void): void {
  onScopeDispose(theHub().link.onFrame(hear))
}

function newClientId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // Plain http on another host has no randomUUID; any 128 random bits name a message as well.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
