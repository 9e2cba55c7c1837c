// What the page's module leaves out of embind: the kinds of text that nothing here has, which bring their own reading and writing along.
mergeInto(LibraryManager.library, {
  _embind_register_std_wstring: function() {},
  _embind_register_std_wstring__deps: [],
});
