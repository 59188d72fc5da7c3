"use strict";
// Marks all parts of the sentence that the address points to, however it is cut by mentions and overlaps.
function markSentence() {
  for (const part of document.querySelectorAll(".said.current")) part.classList.remove("current");
  const place = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const number = place?.dataset.number;
  if (!number) return;
  for (const part of document.querySelectorAll(`[data-said~="${CSS.escape(number)}"]`)) {
    part.classList.add("current");
  }
}
addEventListener("hashchange", markSentence);
markSentence();
