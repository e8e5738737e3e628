// What a form can do better with a script: show only the fields that apply, and answers that stand somewhere already.
"use strict";
(() => {
  const form = document.querySelector("form.ask");
  if (!form) {
    return;
  }

  form.classList.add("scripted");
  const conditional = [...form.querySelectorAll(".conditional")];

  const valuesOf = name => [...form.elements]
    .filter(control => control.name === name && !control.disabled && (control.type !== "checkbox" || control.checked))
    .map(control => control.value);

  // In the order of the page: a condition names a field before it.
  const showWhatApplies = () => {
    for (const field of conditional) {
      const wanted = JSON.parse(field.dataset.values);
      const applies = valuesOf(field.dataset.when).some(value => wanted.includes(value));
      field.hidden = !applies;
      for (const control of field.querySelectorAll("input, select, textarea")) {
        control.disabled = !applies;
        control.required = applies && field.classList.contains("demanded");
      }
    }
  };

  form.addEventListener("change", showWhatApplies);
  window.addEventListener("pageshow", showWhatApplies);
  showWhatApplies();

  const similar = document.getElementById("similar");
  const words = ["subject", "message"].map(name => form.elements.namedItem(name)).filter(control => control instanceof HTMLElement);
  if (!similar || words.length === 0) {
    return;
  }

  const pause = 600;
  const fewest = 8;
  const most = 500;
  let timer = 0;
  let asked = "";
  let running = null;

  const listOf = (title, entries) => {
    const list = document.createElement("ul");
    for (const { text, link } of entries) {
      const item = document.createElement("li");
      if (link) {
        const anchor = document.createElement("a");
        anchor.href = link;
        anchor.textContent = text;
        anchor.target = "_blank";
        anchor.rel = "noopener";
        item.append(anchor, " (opens in a new tab)");
      } else {
        item.textContent = text;
      }
      list.append(item);
    }
    const heading = document.createElement("h2");
    heading.textContent = title;
    return entries.length === 0 ? [] : [heading, list];
  };

  const look = async () => {
    const question = words.map(control => control.value.trim().slice(0, most)).join("\n").trim();
    if (question === asked) {
      return;
    }

    asked = question;
    running?.abort();
    if (question.length < fewest) {
      similar.replaceChildren();
      return;
    }

    running = new AbortController();
    try {
      const answer = await fetch(`${similar.dataset.url}?q=${encodeURIComponent(question)}`, { headers: { accept: "application/json" }, signal: running.signal });
      const found = answer.ok ? await answer.json() : { answers: [], items: [] };
      similar.replaceChildren(
        ...listOf("This may answer it already", found.answers.map(entry => ({ text: entry.title, link: entry.link }))),
        ...listOf("Others asked for this", found.items.map(entry => ({ text: entry.title }))));
    } catch (failure) {
      if (failure.name !== "AbortError") {
        similar.replaceChildren();
      }
    }
  };

  for (const control of words) {
    control.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, pause);
    });
  }
})();
