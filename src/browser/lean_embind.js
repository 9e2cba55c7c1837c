// What the page's module leaves out of embind: the kinds of values that nothing here has, which bring their own reading and writing
// along (texts and bytes cross by js.cpp), several functions of one name, and errors of its own kinds.
mergeInto(LibraryManager.library, {
  _embind_register_std_string: function () {},
  _embind_register_std_string__deps: [],
  _embind_register_std_wstring: function () {},
  _embind_register_std_wstring__deps: [],
  _embind_register_memory_view: function () {},
  _embind_register_memory_view__deps: [],
  $exposePublicSymbol: function (name, value) {
    Module[name] = value;
  },
  $exposePublicSymbol__deps: [],
  $extendError: function (base) {
    return base;
  },
  $extendError__deps: [],
});
