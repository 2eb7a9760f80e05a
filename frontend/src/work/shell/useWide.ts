import { onScopeDispose, ref } from 'vue'

/** Whether list and dispute fit beside each other. */
export function useWide() {
  const query = matchMedia('(min-width: 80rem)')
  const wide = ref(query.matches)
  const follow = () => { wide.value = query.matches }
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return wide
}
