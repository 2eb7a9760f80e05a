/** Keeps waiting messages in IndexedDB, or in memory where a browser forbids it. */
import type { Shelf, Waiting } from './outbox'

const database = 'hejie'
const store = 'outbox'

export function shelf(): Shelf {
  return typeof indexedDB === 'undefined' ? memoryShelf() : indexedShelf()
}

/** Lasts as long as the page. */
export function memoryShelf(): Shelf {
  const entries = new Map<string, Waiting>()
  return {
    all: async () => [...entries.values()],
    put: async (entry) => void entries.set(entry.client_id, entry),
    remove: async (clientId) => void entries.delete(clientId),
  }
}

function indexedShelf(): Shelf {
  let opened: Promise<IDBDatabase> | null = null
  const within = async <T>(mode: IDBTransactionMode, ask: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    opened ??= open()
    const transaction = (await opened).transaction(store, mode)
    const request = ask(transaction.objectStore(store))
    return new Promise((resolve, reject) => {
      // A write counts when the transaction is through, not when the request is.
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  }
  return {
    all: () => within<Waiting[]>('readonly', (objects) => objects.getAll() as IDBRequest<Waiting[]>),
    put: async (entry) => void (await within('readwrite', (objects) => objects.put(entry))),
    remove: async (clientId) => void (await within('readwrite', (objects) => objects.delete(clientId))),
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'client_id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
