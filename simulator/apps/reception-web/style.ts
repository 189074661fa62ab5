/** The page's only style: large type, one column, and nothing that needs a mouse. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #16211d; --soft: #4c5a55; --paper: #fbfaf6; --line: #b9c3bd; --mark: #1f5f4a; --bad: #9b1c1c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef3f0; --soft: #b5c2bc; --paper: #131a17; --line: #4a5752; --mark: #7fd0b2; --bad: #ff9d94; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.6 system-ui, "Noto Sans CJK JP", sans-serif; }
main, header { max-width: 38rem; margin: 0 auto; padding: 1rem; }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 2px solid var(--mark); }
header p { margin: 0; font-weight: 700; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 1rem 0; }
h2 { font-size: 1.2rem; }
a { color: var(--mark); }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1.25rem; padding: .75rem 1rem 1rem; }
legend { font-weight: 700; padding: 0 .4rem; }
label.choice { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; }
label.field { display: block; font-weight: 700; margin-top: .5rem; }
input[type="checkbox"], input[type="radio"] { width: 1.4rem; height: 1.4rem; accent-color: var(--mark); flex: none; }
input[type="password"], input[type="date"], select {
  font: inherit; color: inherit; background: transparent; border: 2px solid var(--line); border-radius: .4rem; padding: .5rem .6rem; width: 100%; max-width: 24rem;
}
option { color: #16211d; background: #fff; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
button { font: inherit; font-weight: 700; min-height: 3rem; padding: .5rem 1.5rem; border: 2px solid var(--mark); border-radius: .5rem; background: var(--mark); color: var(--paper); }
button.quiet { background: transparent; color: var(--mark); }
.hint, .bench { color: var(--soft); font-size: 1rem; margin: .25rem 0; }
.said { border-left: .4rem solid var(--mark); padding: .5rem 1rem; margin: 1rem 0; }
.said.bad { border-color: var(--bad); }
.said.bad strong { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
`;
