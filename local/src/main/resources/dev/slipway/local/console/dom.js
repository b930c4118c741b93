// Everything that comes from the stage is put in as text, never as markup; the page's policy forbids the rest.

export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (name === "text") {
      made.textContent = value;
    } else {
      made.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** Sets an element's text where it is another, so that screen readers and selections are left alone. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function mark(element, name, value) {
  if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Calls {@code build} again only where {@code key} has changed since the last time. */
export function onChange(build) {
  let before;
  return (key, ...more) => {
    const text = JSON.stringify(key);
    if (text !== before) {
      before = text;
      build(...more);
    }
  };
}

/** Keeps one child for each item, by its key and in the items' order: made once, updated often. */
export function keyed(parent, make) {
  const children = new Map();
  return (items, keyOf) => {
    const wanted = new Set();
    let at = parent.firstElementChild;
    for (const item of items) {
      const key = keyOf(item);
      wanted.add(key);
      let child = children.get(key);
      if (!child) {
        child = make(item);
        children.set(key, child);
      }
      if (child.element !== at) {
        parent.insertBefore(child.element, at);
      } else {
        at = at.nextElementSibling;
      }
      child.update(item);
    }
    for (const [key, child] of children) {
      if (!wanted.has(key)) {
        child.element.remove();
        children.delete(key);
      }
    }
  };
}

let announcer;

/** Says something to those who do not see it. */
export function announce(text) {
  announcer ??= document.getElementById("said");
  say(announcer, text);
}
