/** What is said of a mediation alone. Most disputes have none, so it comes after the page. */
import { area } from '..'
import fact from '../zh/dispute.fact.json'
import term from '../zh/dispute.term.json'
import what from '../zh/dispute.what.json'

area('dispute.fact', fact, () => import('../en/dispute.fact.json'))
area('dispute.term', term, () => import('../en/dispute.term.json'))
area('dispute.what', what, () => import('../en/dispute.what.json'))
