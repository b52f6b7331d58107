import { Router } from 'wouter'
import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { App } from './App'
import { aroundNav } from './leave'
import { load } from './texts'

void start(
  <Router base="/console" aroundNav={aroundNav}>
    <Queries>
      <App />
    </Queries>
  </Router>,
  load,
)
