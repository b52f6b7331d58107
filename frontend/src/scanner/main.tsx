import { Router } from 'wouter'
import { start } from '../ui/start'
import { App } from './App'
import { load } from './texts'

void start(
  <Router base="/scan">
    <App />
  </Router>,
  load,
)
