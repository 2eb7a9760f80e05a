/** What is done at the table of a mediation room. The room's own events bring what came of it. */
import type { Id } from '../api'
import type { AgendaItem } from '../realtime'
import { useTask } from '../task'
import { rooms } from './calls'

export function useTable(room: () => Id) {
  const task = useTask()
  const { run } = task
  return {
    ...task,
    raise: () => run(() => rooms.raiseHand(room())),
    lower: () => run(() => rooms.lowerHand(room())),
    takeDown: (person: Id) => run(() => rooms.takeHandDown(room(), person)),
    floor: (person: Id | null, only: boolean) => run(() => rooms.giveFloor(room(), person, only)),
    agenda: (items: AgendaItem[], version: number) => run(() => rooms.setAgenda(room(), items, version)),
    aside: (body: string, clientId: string) => run(() => rooms.aside(room(), body, clientId)),
  }
}
